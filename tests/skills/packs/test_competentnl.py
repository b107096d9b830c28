"""CompetentNL through its API, against a stand-in on this machine, and from files with labels."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from kanwil.skills.packs import Pack, PackRefused, competentnl, read_pack
from kanwil.skills.packs.records import Mapping, Need, Relation
from kanwil.skills.packs.sparql import Endpoint
from tests.skills.packs import endpoint as stand_in
from tests.skills.packs.endpoint import CNL, KEY, capability

NOW = dt.datetime(2026, 11, 24, 9, 0, tzinfo=dt.UTC)


@pytest.fixture
def double():
    with stand_in.running() as running:
        yield running


@pytest.fixture
def pauses():
    return []


@pytest.fixture
def connect(double, pauses, tmp_path):
    def make(**more) -> Endpoint:
        settings = {"cache": tmp_path / "bewaard", "pause": pauses.append, "now": lambda: NOW, "timeout": 5, **more}
        return Endpoint(double.address, settings.pop("key", KEY), **settings)

    return make


def refusal(endpoint: Endpoint) -> str:
    with pytest.raises(PackRefused) as refused:
        competentnl.fetch(endpoint)
    assert KEY not in str(refused.value)
    return refused.value.refusal.code


def term(pack: Pack, end: str):
    return next(concept for concept in pack.concepts if concept.uri == capability(end))


def test_the_whole_language_comes_through_the_api(connect):
    pack = competentnl.fetch(connect())
    folding = term(pack, "B")
    assert (pack.key, pack.version) == ("competentnl", "2026-11-24")
    assert folding.labels == {"nl": "Vouwen"}
    assert folding.explanation == {"nl": "Je vouwt papier."}
    assert folding.code == "011"
    assert Relation(capability("B"), capability("A")) in pack.relations
    assert {concept.kind for concept in pack.concepts} == {"group", "skill", "knowledge"}
    assert term(pack, "A").kind == "group"
    assert pack.refusals == []


def test_words_that_are_past_are_left_out_and_terms_that_are_past_are_marked(connect):
    pack = competentnl.fetch(connect())
    assert term(pack, "B").synonyms == {"nl": ["Papier vouwen"]}
    assert [term(pack, end).status for end in "BD"] == ["current", "obsolete"]


def test_both_spellings_of_what_an_occupation_needs_are_understood(connect):
    pack = competentnl.fetch(connect())
    job = f"{CNL}occupation/1"
    assert set(pack.needs) == {
        Need(job, capability("B"), "essential"),
        Need(job, capability("C"), "important"),
        Need(job, f"{CNL}knowledgearea/K", "somewhat"),
    }


def test_both_spellings_of_links_with_esco_are_understood(connect):
    assert set(competentnl.fetch(connect()).mappings) == {
        Mapping(capability("B"), "esco", "http://data.europa.eu/esco/skill/1", "exact"),
        Mapping(capability("C"), "esco", "http://data.europa.eu/esco/skill/2", "close"),
    }


def test_long_answers_come_page_by_page_and_none_is_missed(connect, double):
    assert len(competentnl.fetch(connect(page=2)).concepts) == 5
    assert any("OFFSET 2" in query for query in double.asked)


def test_an_endpoint_that_gives_fewer_rows_than_asked_is_asked_on(connect, double, monkeypatch):
    many = [(capability(f"{n:03}"), f"Vaardigheid {n}") for n in range(250)]
    monkeypatch.setitem(stand_in.STATEMENTS, "cnlo:HumanCapability skos:prefLabel", many)
    double.most = 100
    pack = competentnl.fetch(connect(), occupations=False)
    assert len([concept for concept in pack.concepts if concept.kind == "skill"]) == 250


def test_progress_is_heard_while_it_lasts(connect):
    heard = []
    competentnl.fetch(connect(), progress=lambda done, total: heard.append((done, total)))
    assert len(heard) > 20
    assert heard == sorted(heard)
    assert all(done <= total for done, total in heard)


def test_a_refused_key_is_said_at_once_and_not_tried_again(connect, double, pauses):
    assert refusal(connect(key="verkeerd")) == "cnl_key_refused"
    assert len(double.asked) == 1
    assert pauses == []


def test_a_missing_key_or_an_unsafe_address_never_leaves_the_house(double):
    for address, key, code in (
        (double.address, "", "cnl_no_key"),
        (double.address, "a\nHost: kwaad", "cnl_no_key"),
        ("http://competentnl.example.org", KEY, "cnl_address"),
        ("file:///etc/passwd", KEY, "cnl_address"),
    ):
        with pytest.raises(PackRefused) as refused:
            Endpoint(address, key)
        assert refused.value.refusal.code == code
    assert double.asked == []


def test_a_busy_endpoint_is_given_the_time_it_asks_for(connect, double, pauses):
    double.behave = stand_in.first(2, 429, Retry_After="7")
    assert competentnl.fetch(connect()).concepts
    assert pauses == [7.0, 7.0]


def test_an_endpoint_that_stumbles_is_tried_again_with_growing_pauses(connect, double, pauses):
    double.behave = stand_in.first(3, 500)
    assert competentnl.fetch(connect()).concepts
    assert pauses == [2.0, 4.0, 8.0]


def test_an_endpoint_that_stays_away_is_said_after_four_tries(connect, double):
    double.behave = stand_in.always(503)
    assert refusal(connect()) == "cnl_away"
    assert len(double.asked) == 4


def test_an_endpoint_that_keeps_silent_is_not_waited_for_forever(connect, double):
    double.behave = stand_in.slow(0.5)
    assert refusal(connect(timeout=0.1)) == "cnl_away"


def test_nobody_listening_is_said(connect, double):
    endpoint = connect()
    endpoint.address = "http://127.0.0.1:1/"
    assert refusal(endpoint) == "cnl_away"


@pytest.mark.parametrize(
    "data",
    [
        b"<html>Onderhoud</html>",
        b"{",
        b"[]",
        b"null",
        b'{"results": {"bindings": {}}}',
        b'{"results": {"bindings": [1]}}',
        b'{"results": {"bindings": [{"uri": {"value": 7}}]}}',
        b"[" * 100_000,
    ],
)
def test_an_answer_that_is_no_answer_is_refused(connect, double, data):
    double.behave = stand_in.always(200, data)
    assert refusal(connect()) == "cnl_not_understood"


def test_an_endless_answer_is_cut_off(connect, double, monkeypatch):
    monkeypatch.setattr("kanwil.skills.packs.sparql.LARGEST_ANSWER", 10_000)
    double.behave = stand_in.always(200, b" " * 600_000)
    assert refusal(connect()) == "cnl_too_much"


def test_the_key_does_not_travel_along_when_the_address_points_elsewhere(connect, double):
    with stand_in.running() as elsewhere:
        double.behave = stand_in.always(302, Location=elsewhere.address)
        assert refusal(connect()) == "cnl_redirected"
        assert elsewhere.keys == []


def test_one_question_that_fails_does_not_cost_the_rest(connect, double):
    def behave(_count, handler):
        if "skos:notation" not in double.asked[-1]:
            return False
        return stand_in.always(400)(_count, handler)

    double.behave = behave
    pack = competentnl.fetch(connect())
    assert term(pack, "B").code == ""
    assert {(r.code, r.params["what"]) for r in pack.refusals} == {("cnl_question_failed", "skos:notation")}


def test_answers_are_kept_and_not_asked_again_within_a_month(connect, double):
    competentnl.fetch(connect())
    count = len(double.asked)
    pack = competentnl.fetch(connect(now=lambda: NOW + dt.timedelta(days=29)))
    assert len(double.asked) == count
    assert [(n.code, n.params["date"]) for n in pack.notes if n.code.startswith("cnl")] == [
        ("cnl_from_cache", "2026-11-24")
    ]
    competentnl.fetch(connect(now=lambda: NOW + dt.timedelta(days=31)))
    assert len(double.asked) == 2 * count


def test_old_answers_help_when_the_endpoint_is_away_and_their_date_is_said(connect, double):
    competentnl.fetch(connect())
    double.behave = stand_in.always(503)
    pack = competentnl.fetch(connect(now=lambda: NOW + dt.timedelta(days=90)))
    assert (pack.version, [n.code for n in pack.notes if n.code.startswith("cnl")]) == ("2026-11-24", ["cnl_fell_back"])


def test_the_key_is_not_kept_and_a_damaged_answer_is_asked_again(connect, double, tmp_path):
    competentnl.fetch(connect())
    kept = sorted((tmp_path / "bewaard").iterdir())
    assert kept
    assert all(KEY not in file.read_text() for file in kept)
    kept[0].write_text("{")
    kept[1].write_text(json.dumps({"date": "gisteren", "query": "", "rows": []}))
    count = len(double.asked)
    competentnl.fetch(connect())
    assert 0 < len(double.asked) - count <= 2


def test_an_empty_language_is_refused(connect, double):
    double.behave = stand_in.always(200, b'{"results": {"bindings": []}}')
    assert refusal(connect()) == "pack_no_skills"


LABELS = f"""uri,pref_label,label,label_type
{capability("B")},Vouwen,Papier vouwen,altLabel
{capability("B")},Vouwen,Bootjes vouwen,altLabel
{capability("C")},"Knippen ","Knippen ",prefLabel
{CNL}knowledgearea/K,Papierkunde,Papierkunde,prefLabel
https://elders.example.org/1,Elders,Elders,prefLabel
"""
COUNTS = f"uri,label,occupation_count,coverage_pct,idf\n{capability('B')},Vouwen,304,9.3,2.37\n"
JOBS = f"""uri,pref_label,label,label_type
{CNL}occupation/1,Vouwer,Vouwer,prefLabel
{CNL}occupation/1,Vouwer,Plooier,altLabel
"""


def test_tables_with_labels_are_read_without_a_key():
    pack = read_pack(
        ("competentnl_vaardigheid_labels.csv", LABELS.encode()),
        ("competentnl_vaardigheden_idf.csv", COUNTS.encode()),
        ("competentnl_beroep_labels.csv", JOBS.encode()),
    )
    assert term(pack, "B").labels == {"nl": "Vouwen"}
    assert term(pack, "B").synonyms == {"nl": ["Papier vouwen", "Bootjes vouwen"]}
    assert term(pack, "B").extra["occupations"] == 304
    assert term(pack, "C").labels == {"nl": "Knippen"}
    assert (pack.occupations[0].labels, pack.occupations[0].synonyms) == ({"nl": "Vouwer"}, {"nl": ["Plooier"]})
    assert [(r.row, r.code) for r in pack.refusals] == [(6, "pack_no_link")]
