"""What happens to the words people use when a language comes in, changes, or loses words."""

from __future__ import annotations

import io

import pytest

from kanwil.access import Denied, system
from kanwil.audit.models import Event
from kanwil.matrix.models import Claim
from kanwil.skills import importing, placing, succession
from kanwil.skills.comparing import compare
from kanwil.skills.importing import ensure_starter_language, import_pack, run_skills_import
from kanwil.skills.models import (
    Behaviour,
    Broader,
    Framework,
    Mapping,
    Skill,
    SkillLabel,
    SkillText,
    Succession,
)
from kanwil.skills.packs import Concept, Pack, Relation, read_pack
from kanwil.skills.packs.records import Mapping as Link
from tests.skills.packs import sample

KEEPER = system("import")
A, B, C, GROUP = (f"https://taal.example.org/{end}" for end in ("a", "b", "c", "groep"))


def concept(uri: str, nl: str, **more) -> Concept:
    return Concept(uri, labels={"nl": nl, **more.pop("labels", {})}, **more)


def pack(*concepts: Concept, **more) -> Pack:
    terms = concepts or (
        concept(A, "Vouwen", labels={"en": "Folding"}, synonyms={"nl": ["plooien"]}, explanation={"nl": "Je vouwt."}),
        concept(B, "Knippen"),
        concept(C, "Plakken"),
        concept(GROUP, "Papier", kind="group"),
    )
    facts = {"key": "spel", "name": "Speltaal", "version": "1", "credit": "© De Spelers", "whole": True, **more}
    return Pack(concepts=list(terms), **facts)


def states() -> dict[str, str]:
    return dict(Skill.objects.filter(framework__key="spel").values_list("uri", "status"))


def words(uri: str) -> list[tuple[str, str, str]]:
    return sorted(SkillLabel.objects.filter(skill__uri=uri).values_list("language", "kind", "text"))


def test_everything_a_pack_says_comes_in(cast):
    extra = {
        "behaviour": {"learning": {"nl": "Je kijkt mee.", "en": "You watch."}},
        "sector": "spel",
        "legal_ground": {"nl": "Vouwwet"},
        "valid_months": 12,
        "hidden": {"nl": ["vouw"]},
    }
    first = concept(
        A,
        "Vouwen",
        labels={"en": "Folding"},
        synonyms={"nl": ["plooien"]},
        code="011",
        kind="qualification",
        explanation={"nl": "Je vouwt."},
        extra=extra,
    )
    found = import_pack(
        KEEPER,
        pack=pack(
            first,
            concept(GROUP, "Papier", kind="group"),
            relations=[Relation(A, GROUP)],
            mappings=[Link(A, "esco", "http://data.europa.eu/esco/skill/1", "broad")],
        ),
    )
    assert found.counts["new"] == 2
    skill = Skill.objects.get(uri=A)
    assert (skill.kind, skill.code, skill.sector, skill.legal_ground_nl, skill.valid_months) == (
        "qualification",
        "011",
        "spel",
        "Vouwwet",
        12,
    )
    assert words(A) == [
        ("en", "preferred", "Folding"),
        ("nl", "hidden", "vouw"),
        ("nl", "preferred", "Vouwen"),
        ("nl", "synonym", "plooien"),
    ]
    assert SkillText.objects.get(skill=skill).explanation == "Je vouwt."
    assert Broader.objects.get(narrower=skill).broader.uri == GROUP
    assert (Mapping.objects.get(skill=skill).match, Mapping.objects.get(skill=skill).scheme) == ("broad", "esco")
    assert Behaviour.objects.get(skill=skill, language="nl").text == "Je kijkt mee."
    framework = Framework.objects.get(key="spel")
    assert (framework.version, framework.credit, framework.own) == ("1", "© De Spelers", False)


def test_the_same_pack_twice_changes_nothing_and_logs_nothing(cast):
    import_pack(KEEPER, pack=pack())
    lines = Event.objects.count()
    found = import_pack(KEEPER, pack=pack())
    assert found.counts == {"new": 0, "changed": 0, "obsolete": 0, "gone": 0, "unchanged": 4}
    assert Event.objects.count() == lines


def test_looking_first_changes_nothing(cast):
    before = Skill.objects.count()
    assert compare(pack()).counts["new"] == 4
    assert (Skill.objects.count(), Framework.objects.filter(key="spel").count()) == (before, 0)


def test_a_changed_word_is_said_from_old_to_new_and_changed(cast):
    import_pack(KEEPER, pack=pack())
    changed = pack(
        concept(
            A,
            "Papier vouwen",
            labels={"en": "Folding"},
            synonyms={"nl": ["plooien", "vouwtechniek"]},
            explanation={"nl": "Je vouwt."},
        ),
        whole=False,
    )
    found = import_pack(KEEPER, pack=changed)
    assert found.counts["changed"] == 1
    assert found.changes[0].fields() == [
        {"field": "label_nl", "from": "Vouwen", "to": "Papier vouwen"},
        {"field": "synonyms_nl", "from": "plooien", "to": "plooien · vouwtechniek"},
    ]
    assert ("nl", "preferred", "Papier vouwen") in words(A)
    assert ("nl", "preferred", "Vouwen") not in words(A)


def test_words_in_a_language_the_pack_does_not_speak_stay(cast):
    import_pack(KEEPER, pack=pack())
    english = Pack(key="spel", name="Speltaal", concepts=[Concept(A, labels={"en": "Paper folding"})])
    import_pack(KEEPER, pack=english)
    assert words(A) == [
        ("en", "preferred", "Paper folding"),
        ("nl", "preferred", "Vouwen"),
        ("nl", "synonym", "plooien"),
    ]
    assert SkillText.objects.get(skill__uri=A, language="nl").explanation == "Je vouwt."


def test_a_word_that_is_gone_is_no_longer_offered_but_who_has_it_keeps_it(cast):
    import_pack(KEEPER, pack=pack(*[concept(f"{A}{n}", f"Vouwen {n}") for n in range(10)]))
    skill = Skill.objects.get(uri=f"{A}3")
    claim = Claim.objects.create(person=cast.anna, skill=skill)
    found = import_pack(KEEPER, pack=pack(*[concept(f"{A}{n}", f"Vouwen {n}") for n in range(10) if n != 3]))
    assert found.counts["gone"] == 1
    claim.refresh_from_db()
    skill.refresh_from_db()
    assert (claim.skill, skill.status) == (skill, "obsolete")


def test_a_pack_that_is_not_whole_takes_nothing_away(cast):
    import_pack(KEEPER, pack=pack())
    found = import_pack(KEEPER, pack=pack(concept(A, "Vouwen"), whole=False))
    assert set(states().values()) == {"current"}
    assert [(note.code, note.params) for note in found.notes] == [("skills_kept", {"count": 3})]


def test_a_pack_in_which_much_is_missing_takes_nothing_away_until_somebody_says_it_is_complete(cast):
    import_pack(KEEPER, pack=pack())
    import_pack(KEEPER, pack=pack(concept(A, "Vouwen")))
    assert set(states().values()) == {"current"}
    import_pack(KEEPER, pack=pack(concept(A, "Vouwen")), complete=True)
    assert states() == {A: "current", B: "obsolete", C: "obsolete", GROUP: "obsolete"}


def test_a_word_that_gives_way_leaves_a_trace_and_what_hangs_on_it_can_follow(cast, monkeypatch):
    asked = []
    monkeypatch.setattr(succession, "FOLLOWERS", [])
    succession.register(lambda actor, old, new: asked.append((old.uri, new.uri)) or 3)
    import_pack(KEEPER, pack=pack())
    gave_way = pack(concept(A, "Vouwen", status="obsolete", replaced_by=B), whole=False)
    found = import_pack(KEEPER, pack=gave_way)
    assert found.counts["obsolete"] == 1
    old = Skill.objects.get(uri=A)
    assert (old.status, old.replaced_by.uri) == ("obsolete", B)
    assert asked == [(A, B)]
    trace = Succession.objects.get(old=old)
    assert (trace.new.uri, trace.moved) == (B, 3)
    assert Event.objects.filter(verb="skills.gave_way", object_id=str(old.pk)).count() == 1
    import_pack(KEEPER, pack=gave_way)
    assert asked == [(A, B)]


def test_a_successor_that_is_not_there_is_not_made_up(cast):
    import_pack(KEEPER, pack=pack())
    unknown = pack(concept(A, "Vouwen", status="obsolete", replaced_by="https://taal.example.org/weg"), whole=False)
    assert import_pack(KEEPER, pack=unknown).counts["obsolete"] == 1
    assert import_pack(KEEPER, pack=unknown).counts["unchanged"] == 1


def test_a_word_of_another_language_is_not_taken(cast):
    import_pack(KEEPER, pack=pack())
    other = pack(concept(A, "Gekaapt"), concept(f"{A}2", "Nieuw"), key="anders", name="Anders")
    found = import_pack(KEEPER, pack=other)
    assert [(r.code, r.params["language"]) for r in found.refusals] == [("skills_elsewhere", "Speltaal")]
    assert ("nl", "preferred", "Vouwen") in words(A)


def test_a_word_without_dutch_or_english_is_refused(cast):
    found = import_pack(KEEPER, pack=pack(Concept(A, labels={"de": "Falten"}), concept(B, "Knippen")))
    assert [(r.code, r.params) for r in found.refusals] == [("skills_other_language", {"name": "Falten"})]
    assert states() == {B: "current"}


def test_an_own_word_hung_beneath_stays_there(cast):
    import_pack(KEEPER, pack=pack())
    framework = Framework.objects.create(key="eigen-spel", name="Eigen", own=True)
    own = Skill.objects.create(framework=framework, uri="urn:x:1")
    Broader.objects.create(narrower=own, broader=Skill.objects.get(uri=A))
    import_pack(KEEPER, pack=pack(concept(A, "Papier vouwen"), concept(B, "Knippen"), relations=[Relation(A, B)]))
    assert set(Broader.objects.values_list("narrower__uri", "broader__uri")) >= {("urn:x:1", A), (A, B)}


def test_an_import_that_breaks_half_way_leaves_everything_as_it_was(cast, monkeypatch):
    import_pack(KEEPER, pack=pack())
    before = {uri: words(uri) for uri in states()}
    insert, calls = placing.insert, []

    def break_down(model, columns, rows):
        calls.append(model)
        if model is SkillLabel:
            raise RuntimeError("killed")
        insert(model, columns, rows)

    monkeypatch.setattr(placing, "insert", break_down)
    with pytest.raises(RuntimeError):
        import_pack(KEEPER, pack=pack(concept(A, "Anders"), concept(f"{A}2", "Nieuw"), version="2"))
    assert calls == [Skill, SkillLabel]
    assert {uri: words(uri) for uri in states()} == before
    assert Framework.objects.get(key="spel").version == "1"


def test_only_who_keeps_the_language_brings_one_in(cast):
    for name in ("anna", "bram", "daan"):
        with pytest.raises(Denied):
            import_pack(cast.actor(name), pack=pack())
    assert import_pack(cast.actor("chantal"), pack=pack()).counts["new"] == 4


def test_twice_as_many_words_take_as_many_questions(cast, django_assert_max_num_queries):
    def many(number: int) -> Pack:
        return pack(*[concept(f"{A}{n}", f"Vouwen {n}", synonyms={"nl": ["x"]}) for n in range(number)])

    with django_assert_max_num_queries(60):
        import_pack(KEEPER, pack=many(400))
    with django_assert_max_num_queries(60):
        compare(many(400))


def test_kanwils_own_words_come_once_and_are_quick_to_check(cast, django_assert_max_num_queries):

    ensure_starter_language(KEEPER)
    count = Skill.objects.filter(framework__key="starter").exclude(kind="group").count()
    assert count >= 180
    assert Behaviour.objects.filter(skill__framework__key="starter").exists()
    with django_assert_max_num_queries(1):
        assert ensure_starter_language(KEEPER) is None


def test_on_the_command_line_you_see_first_and_take_over_later(cast, tmp_path):
    folder = sample.folder(tmp_path, {**sample.WHOLE_11, **sample.WHOLE_12_NL})
    out = io.StringIO()
    assert run_skills_import([folder], out=out) == 0
    assert "7 nieuw" in out.getvalue()
    assert "This service uses the ESCO classification of the European Commission." in out.getvalue()
    assert not Framework.objects.filter(key="esco").exists()
    assert run_skills_import([folder], apply=True, out=out) == 0
    assert Skill.objects.filter(framework__key="esco").count() == 7
    again = io.StringIO()
    assert run_skills_import([folder], apply=True, out=again) == 0
    assert "alles klopt al" in again.getvalue()


def test_on_the_command_line_a_file_that_is_complete_takes_away_what_is_missing(cast, tmp_path):
    from kanwil import cli

    words = tmp_path / "eigen.csv"
    words.write_text("naam\nVouwen\nKnippen\nPlakken\n")
    assert cli.main(["import", "skills", str(words), "--apply"]) == 0
    words.write_text("naam\nVouwen\n")
    assert cli.main(["import", "skills", str(words), "--apply"]) == 0
    assert set(Skill.objects.filter(framework__key="eigen").values_list("status", flat=True)) == {"current"}
    assert cli.main(["import", "skills", str(words), "--apply", "--complete"]) == 0
    current = Skill.objects.filter(framework__key="eigen", status="current")
    assert list(current.values_list("labels__text", flat=True)) == ["Vouwen"]


def test_on_the_command_line_a_bad_file_says_why(cast, tmp_path):
    out = io.StringIO()
    (tmp_path / "taal.rdf").write_bytes(b'<?xml version="1.0"?><!DOCTYPE x><x/>')
    assert run_skills_import([tmp_path / "taal.rdf"], apply=True, out=out) == 2
    assert out.getvalue().startswith("✗ taal.rdf: ")
    assert "DOCTYPE" in out.getvalue()


def test_all_shapes_come_in_with_the_same_command(cast, tmp_path):
    from tests.skills.packs.test_own import LIST
    from tests.skills.packs.test_skos import TURTLE

    for name, data, key in (("vuur.ttl", TURTLE, "taal-example-org-vuur-taal"), ("lijst.csv", LIST, "eigen")):
        (tmp_path / name).write_text(data)
        assert run_skills_import([tmp_path / name], apply=True, out=io.StringIO()) == 0
        assert Framework.objects.filter(key=key).exists()
    old = Skill.objects.get(uri="https://taal.example.org/vuur/tondel")
    assert old.replaced_by.uri == "https://taal.example.org/vuur/stoken"


def test_a_real_pack_reads_the_same_the_second_time(cast, tmp_path):
    read = read_pack(sample.folder(tmp_path, {**sample.WHOLE_11, **sample.WHOLE_12_NL}))
    importing.import_pack(KEEPER, pack=read)
    assert compare(read).counts["unchanged"] == 7
