"""A word of the language gives way to another: what people said, and what teams need, moves along in sight."""

from __future__ import annotations

import pytest

from kanwil.access import system
from kanwil.audit.models import Event
from kanwil.matrix import actions
from kanwil.matrix.models import Claim, JobSkill, Listed, Share, Statement, TeamNeed, TeamSkill
from kanwil.people.models import Job
from kanwil.skills import own_actions
from kanwil.skills.importing import import_pack
from kanwil.skills.models import Scale, Skill
from kanwil.skills.own_words import OwnWord
from kanwil.skills.packs import Concept, Pack

KEEPER = system("import")
OLD, NEW = "http://data.europa.eu/esco/skill/old", "http://data.europa.eu/esco/skill/new"


def esco(version: str, *, replaced: bool) -> Pack:
    """Two versions of a pack as ESCO makes them: in the second one a term is obsolete, with its replacement."""
    old = Concept(OLD, labels={"nl": "typemachine gebruiken", "en": "use a typewriter"})
    if replaced:
        old.status, old.replaced_by = "obsolete", NEW
    new = Concept(NEW, labels={"nl": "tekst typen", "en": "type text"})
    return Pack(key="esco", name="ESCO", version=version, concepts=[old, new], whole=True)


@pytest.fixture
def old(cast) -> Skill:
    import_pack(KEEPER, pack=esco("1.1", replaced=False))
    return Skill.objects.get(uri=OLD)


@pytest.fixture
def new(old) -> Skill:
    return Skill.objects.get(uri=NEW)


def update() -> None:
    import_pack(KEEPER, pack=esco("1.2", replaced=True))


def test_what_anna_said_moves_along_with_her_words_wish_and_sharing(cast, old, new):
    anna = cast.actor("anna")
    said = actions.say(anna, skill=old, level=cast.levels["teaching"], wish="more", words="Blind, met tien vingers.")
    actions.share(anna, claims=[said.claim], audience=actions.Audience(unit=cast.units.east))
    update()
    claim = Claim.objects.get(pk=said.claim.pk)
    assert (claim.skill, claim.level, claim.wish) == (new, cast.levels["teaching"], "more")
    assert claim.words == "Blind, met tien vingers."
    assert Share.objects.get(claim=claim).to_unit == cast.units.east
    assert Event.objects.filter(verb="matrix.succeeded", about_id=cast.anna.pk).count() == 1


def test_anna_sees_on_her_list_and_in_her_history_what_it_was_called(cast, old, new):
    said = actions.say(cast.actor("anna"), skill=old, level=cast.levels["learning"]).claim
    update()
    anna = cast.client("anna")
    assert "“typemachine gebruiken” heet nu “tekst typen”" in anna.get("/ik/").content.decode()
    page = anna.get(f"/ik/{said.pk}/").content.decode()
    assert "“typemachine gebruiken” heet nu “tekst typen”" in page and "Toen heette dit “typemachine gebruiken”" in page
    actions.say(cast.actor("anna"), skill=new, level=cast.levels["teaching"])
    assert "heet nu" not in anna.get("/ik/").content.decode()
    assert "Toen heette dit “typemachine gebruiken”" in anna.get(f"/ik/{said.pk}/").content.decode()


def test_the_claim_is_still_what_was_said_last(cast, old, new):
    said = actions.say(cast.actor("anna"), skill=old, level=cast.levels["learning"], wish="learn").claim
    update()
    claim = Claim.objects.get(pk=said.pk)
    last = Statement.objects.filter(claim_id_then=claim.pk).latest("pk")
    assert (last.skill, last.level, last.wish, last.version) == (claim.skill, claim.level, claim.wish, claim.version)


def test_who_has_both_words_keeps_both_and_is_told(cast, old, new):
    anna = cast.actor("anna")
    actions.say(anna, skill=old, level=cast.levels["teaching"], words="Oud.")
    actions.say(anna, skill=new, level=cast.levels["learning"], words="Nieuw.")
    update()
    stands = dict(Claim.objects.filter(person=cast.anna).values_list("skill__uri", "words"))
    assert stands == {OLD: "Oud.", NEW: "Nieuw."}
    page = cast.client("anna").get("/ik/").content.decode()
    assert "“typemachine gebruiken” is vervangen door" in page and "Je hebt ze allebei op je lijst" in page


def test_the_list_and_needs_of_a_team_a_job_profile_and_open_questions_move_along(cast, old, new):
    row = TeamSkill.objects.create(unit=cast.units.east, skill=old, group="Kantoor", position=3)
    need = TeamNeed.objects.create(team_skill=row, level=cast.levels["independent"], people=2)
    profile = JobSkill.objects.create(job=Job.objects.get(code="verpleegkundige"), skill=old)
    asked = Listed.objects.create(person=cast.fatima, skill=old, written="x", source="oud.xlsx")
    answered = Listed.objects.create(person=cast.yusuf, skill=old, written="x", source="oud.xlsx", answer="no")
    update()
    for thing in (row, need, profile, asked, answered):
        thing.refresh_from_db()
    assert (row.skill, row.group, row.position, need.team_skill) == (new, "Kantoor", 3, row)
    assert (profile.skill, asked.skill) == (new, new)
    assert answered.skill == old, "an answer belongs to the question that was asked"


def test_a_team_with_both_words_keeps_both(cast, old, new):
    for skill in (old, new):
        TeamSkill.objects.create(unit=cast.units.east, skill=skill)
    TeamSkill.objects.create(unit=cast.units.west, skill=old)
    update()
    assert TeamSkill.objects.filter(unit=cast.units.east).count() == 2
    assert TeamSkill.objects.get(unit=cast.units.west).skill == new


def test_the_same_update_twice_moves_nothing_twice(cast, old, new):
    actions.say(cast.actor("anna"), skill=old, level=cast.levels["teaching"])
    update()
    lines, said = Event.objects.count(), Statement.objects.count()
    update()
    assert (Event.objects.count(), Statement.objects.count()) == (lines, said)


def test_a_word_with_another_scale_does_not_move_because_a_sentence_cannot_become_another(cast, old, new):
    new.scale = Scale.objects.create(key="anders", name="Anders")
    new.save()
    claim = actions.say(cast.actor("anna"), skill=old, level=cast.levels["teaching"]).claim
    update()
    claim.refresh_from_db()
    assert (claim.skill, claim.level) == (old, cast.levels["teaching"])
    assert "is vervangen door" in cast.client("anna").get("/ik/").content.decode()


def test_taking_it_back_returns_what_moved_but_not_what_was_said_since(cast):
    hr = cast.actor("chantal")
    word, other = own_actions.add_own_skill(hr, word=OwnWord(names={"nl": "Typen"})), cast.skills["plannen"]
    team = TeamSkill.objects.create(unit=cast.units.east, skill=word)
    anna = actions.say(cast.actor("anna"), skill=word, level=cast.levels["teaching"]).claim
    bram = actions.say(cast.actor("bram"), skill=word, level=cast.levels["learning"]).claim
    own = actions.say(cast.actor("fatima"), skill=other, level=cast.levels["learning"]).claim
    own_actions.retire(hr, skill=word, successor=other)
    actions.say(cast.actor("bram"), skill=other, level=cast.levels["with_help"])
    own_actions.use_again(hr, skill=word)
    for thing in (anna, bram, own, team):
        thing.refresh_from_db()
    assert (anna.skill, team.skill) == (word, word)
    assert (bram.skill, bram.level) == (other, cast.levels["with_help"])
    assert own.skill == other, "what was there of its own stays"


def test_many_people_take_as_many_questions_as_few(cast, old, new, django_assert_max_num_queries):
    for name in ("anna", "bram", "gijs", "fatima", "yusuf", "hanna", "lotte", "piet", "karim", "jelle"):
        actions.say(cast.actor(name), skill=old, level=cast.levels["learning"])
    with django_assert_max_num_queries(60):
        update()
    assert Claim.objects.filter(skill=new).count() == 10


def test_an_open_window_of_before_overwrites_nothing(cast, old, new):
    claim = actions.say(cast.actor("anna"), skill=old, level=cast.levels["learning"]).claim
    update()
    answer = cast.client("anna").post(f"/ik/{claim.pk}/zeg/", {"level": cast.levels["teaching"].pk, "version": 1})
    claim.refresh_from_db()
    assert answer.status_code == 409 and claim.level == cast.levels["learning"]
