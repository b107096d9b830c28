"""Searching and walking through the language, as anybody who works here does it."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kanwil.access import system
from kanwil.matrix import actions as matrix
from kanwil.matrix.models import Claim
from kanwil.skills import finding
from kanwil.skills.importing import import_pack
from kanwil.skills.models import Framework, Skill
from kanwil.skills.packs import Concept, Pack, Relation
from kanwil.skills.packs.records import Mapping as Link

KEEPER = system("tests")
BASE = "https://taal.example.org/"


def concept(end: str, nl: str, en: str = "", **more) -> Concept:
    return Concept(BASE + end, labels={"nl": nl, **({"en": en} if en else {})}, **more)


def bring(*concepts: Concept, key: str = "hout", name: str = "Houttaal", **more) -> Framework:
    import_pack(KEEPER, pack=Pack(key=key, name=name, version="3", concepts=list(concepts), **more))
    finding.refresh()  # in a test nothing is ever committed, so the index is made by hand
    return Framework.objects.get(key=key)


def skill(end: str) -> Skill:
    return Skill.objects.get(uri=BASE + end)


@pytest.fixture
def wood(cast, settings, tmp_path):
    settings.DATA = tmp_path
    return bring(
        concept(
            "schaven",
            "Hout schaven",
            "Planing wood",
            synonyms={"nl": ["glad maken"], "en": ["smoothing"]},
            explanation={"nl": "Je maakt een plank glad."},
            extra={"behaviour": {"learning": {"nl": "Je schaaft een kant terwijl iemand kijkt."}}},
        ),
        concept("houtsoorten", "Houtsoorten kennen", "Kinds of wood", kind="knowledge"),
        concept("zagen", "Zagen", "Sawing"),
        concept("werkplaats", "In de werkplaats", "In the workshop", kind="group"),
        relations=[Relation(BASE + "schaven", BASE + "werkplaats"), Relation(BASE + "zagen", BASE + "werkplaats")],
        mappings=[
            Link(BASE + "schaven", "esco", "http://data.europa.eu/esco/skill/9", "exact"),
            Link(BASE + "schaven", "competentnl", "https://linkeddata.competentnl.nl/uwv/id/skill/1", "broad"),
        ],
        credit="Deze woorden zijn van De Zagers.",
    )


def found(client, **asked) -> list[str]:
    page = client.get("/vaardigheden/", asked).content.decode()
    return re.findall(r'<a href="/vaardigheden/\d+/"[^>]*>([^<]+)</a>', page.partition('id="found"')[2])


@pytest.mark.parametrize(
    "typed", ["hout schaven", "Hout schaaven", "glad maken", "planing wood", "smoothing", "hout shcaven"]
)
def test_anna_finds_a_word_by_label_synonym_other_language_and_with_a_typing_error(wood, cast, typed):
    assert found(cast.client("anna"), zoek=typed)[0] == "Hout schaven"


def test_the_filters_stand_in_the_address(wood, cast):
    anna = cast.client("anna")
    assert found(anna, zoek="hout", soort="knowledge") == ["Houtsoorten kennen"]
    assert "Hout schaven" in found(anna, zoek="hout", taal="hout")
    assert found(anna, zoek="hout", taal="test") == []
    page = anna.get("/vaardigheden/?zoek=hout&taal=hout&soort=knowledge").content.decode()
    assert '<option value="hout" selected>' in page and '<option value="knowledge" selected>' in page


def test_without_a_question_the_page_begins_with_the_groups(wood, cast):
    anna = cast.client("anna")
    page = anna.get("/vaardigheden/").content.decode()
    assert "In de werkplaats" in page and "Deze woorden zijn van De Zagers." in page
    group = anna.get(f"/vaardigheden/{skill('werkplaats').pk}/").content.decode()
    assert "Hout schaven" in group and "Zagen" in group and "Houtsoorten" not in group


def test_all_words_of_a_language_stand_in_the_order_of_the_alphabet_page_by_page(wood, cast):
    bring(*[concept(f"p{n:03}", f"{'plank' if n % 2 else 'Plank'} {n:03}") for n in range(120)], key="p", name="P")
    anna, seen, url = cast.client("anna"), [], "/vaardigheden/?taal=p"
    for _ in range(3):
        page = anna.get(url).content.decode()
        seen += re.findall(r'<a href="/vaardigheden/\d+/"[^>]*>([^<]+)</a>', page.partition('id="found"')[2])
        following = re.search(r'href="(\?[^"]+)" rel="next"', page)
        url = "/vaardigheden/" + following[1].replace("&amp;", "&") if following else ""
    assert [name.lower() for name in seen] == [f"plank {n:03}" for n in range(120)]
    assert not url


def test_words_without_a_dutch_name_come_last_and_are_not_lost(wood, cast):
    import_pack(KEEPER, pack=Pack(key="en", name="EN", concepts=[Concept(BASE + "e", labels={"en": "Aardvark"})]))
    bring(concept("z", "Zwijgen"), key="en", name="EN", whole=False)
    assert found(cast.client("anna"), taal="en") == ["Zwijgen", "Aardvark"]


def test_a_word_shows_both_languages_its_place_its_links_and_what_each_level_looks_like(wood, cast):
    page = cast.client("anna").get(f"/vaardigheden/{skill('schaven').pk}/").content.decode()
    for words in (
        "Je maakt een plank glad.", "glad maken", "Planing wood", "smoothing", "In de werkplaats", "Houttaal",
        "Je schaaft een kant terwijl iemand kijkt.", "Ik leer dit", "hetzelfde als", "smaller dan",
        'href="http://data.europa.eu/esco/skill/9"', 'href="https://linkeddata.competentnl.nl/uwv/id/skill/1"',
        "Deze woorden zijn van De Zagers.",
    ):  # fmt: skip
        assert words in page, words


def test_a_link_with_a_word_that_is_here_leads_to_that_word_both_ways(wood, cast):
    bring(
        Concept("http://data.europa.eu/esco/skill/9", labels={"nl": "planken schaven"}), key="esco", name="ESCO",
    )  # fmt: skip
    esco = Skill.objects.get(uri="http://data.europa.eu/esco/skill/9")
    anna = cast.client("anna")
    assert (
        f'<a href="/vaardigheden/{esco.pk}/">Planken schaven'
        in anna.get(f"/vaardigheden/{skill('schaven').pk}/").content.decode()
    )
    assert "Hout schaven" in anna.get(f"/vaardigheden/{esco.pk}/").content.decode()


def test_an_address_that_is_no_web_address_is_never_a_link(wood, cast):
    import_pack(
        KEEPER,
        pack=Pack(
            key="x", name="X", concepts=[concept("slecht", "Slecht")],
            mappings=[Link(BASE + "slecht", "other", "javascript:alert(1)", "exact")],
        ),
    )  # fmt: skip
    assert 'href="javascript' not in cast.client("anna").get(f"/vaardigheden/{skill('slecht').pk}/").content.decode()


def test_anna_puts_a_word_on_her_list_from_its_page(wood, cast):
    anna, one = cast.client("anna"), skill("schaven")
    page = anna.get(f"/vaardigheden/{one.pk}/").content.decode()
    assert "Zet op mijn lijst" in page
    anna.post("/ik/kies/deze/", {"uit": "zoek", "skill": one.pk})
    assert Claim.objects.filter(person=cast.anna, skill=one).exists()
    again = anna.get(f"/vaardigheden/{one.pk}/").content.decode()
    assert "Zet op mijn lijst" not in again and "Op jouw lijst" in again


def test_what_anna_said_never_stands_on_the_page_of_the_word_for_somebody_else(wood, cast):
    matrix.say(cast.actor("anna"), skill=skill("schaven"), level=cast.levels["teaching"], words="Ik schaaf graag.")
    for who in ("bram", "fatima", "chantal"):
        page = cast.client(who).get(f"/vaardigheden/{skill('schaven').pk}/").content.decode()
        assert "Op jouw lijst" not in page and "Ik schaaf graag." not in page and "Zet op mijn lijst" in page


def test_a_word_that_gave_way_leads_to_its_successor_and_cannot_be_chosen(wood, cast):
    bring(concept("zagen", "Zagen", status="obsolete", replaced_by=BASE + "schaven"), whole=False)
    page = cast.client("anna").get(f"/vaardigheden/{skill('zagen').pk}/").content.decode()
    assert "Het is vervangen door:" in page and f'href="/vaardigheden/{skill("schaven").pk}/"' in page
    assert "Zet op mijn lijst" not in page
    assert found(cast.client("anna"), zoek="zagen") == []
    assert found(cast.client("anna"), toon="oud") == ["Zagen"]


def test_nothing_found_says_what_to_do_next(wood, cast):
    page = cast.client("anna").get("/vaardigheden/?zoek=qqqqxyz").content.decode()
    assert "Niets heet “qqqqxyz”" in page and "Probeer een ander woord" in page


@pytest.mark.parametrize("odd", ["?after=x", "?page=-1", f"?page={9**30}", "?soort=<b>", "?taal=nee", "?after=999"])
def test_an_odd_address_is_no_fault(wood, cast, odd):
    assert cast.client("anna").get(f"/vaardigheden/{odd}").status_code == 200


def test_twenty_words_take_as_many_questions_as_ten(wood, cast):
    def questions(address: str) -> int:
        anna = cast.client("anna")
        anna.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert anna.get(address).status_code == 200
        return len(asked)

    few = [concept(f"few{n}", f"Vijl {n}", synonyms={"nl": [f"rasp {n}"]}) for n in range(10)]
    group = concept("vijlen", "Vijlen", kind="group")
    relations = [Relation(BASE + f"few{n}", BASE + "vijlen") for n in range(20)]
    bring(*few, group, key="v", name="V", relations=relations[:10], whole=False)
    pages = (
        "/vaardigheden/",
        "/vaardigheden/?taal=v",
        "/vaardigheden/?zoek=vijl",
        f"/vaardigheden/{skill('vijlen').pk}/",
    )
    before = [questions(page) for page in pages]
    more = [concept(f"few{n}", f"Vijl {n}", synonyms={"nl": [f"rasp {n}"]}) for n in range(20)]
    bring(*more, group, key="v", name="V", relations=relations, whole=False)
    assert [questions(page) for page in pages] == before
    assert max(before) <= 30
