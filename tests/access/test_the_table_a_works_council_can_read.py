"""tests/access/matrix.txt: who may do what with what Anna has, one line per right. WRITE_ACCESS=1 writes it again."""

import os
from pathlib import Path

import pytest

from kanwil.access import can, may
from kanwil.access.rules import ABILITIES
from kanwil.brought.models import BroughtFile
from kanwil.discovery import actions as discovery
from kanwil.feedback import actions as feedback
from kanwil.matrix import actions
from kanwil.matrix.models import Listed, Statement
from kanwil.people.models import Grant, Leadership
from kanwil.proof import actions as proof
from tests.cast import NAMES
from tests.qualifications.licence import hold

TABLE = Path(__file__).with_name("matrix.txt")
WHO = tuple(n for n in NAMES if n != "yusuf")

pytestmark = pytest.mark.django_db


def lines(cast):
    """(sentence, question) for every right on what the scene holds."""
    anna = cast.actor("anna")
    private = actions.say(anna, skill=cast.skills["wonden"], level=cast.levels["independent"], wish="more").claim
    team = actions.say(anna, skill=cast.skills["rust"], level=cast.levels["with_help"], wish="learn").claim
    lead = actions.say(anna, skill=cast.skills["plannen"], level=cast.levels["learning"], wish="less").claim
    found = actions.say(anna, skill=cast.skills["lassen"], level=cast.levels["teaching"], wish="more").claim
    actions.share(anna, claims=[team], audience=actions.Audience(unit=cast.units.east), with_wish=False)
    actions.share(anna, claims=[lead], audience=actions.Audience(person=cast.bram))
    actions.share(anna, claims=[found], audience=actions.Audience(everyone=True))
    asked = actions.ask_to_look(anna, claim=team, of=cast.karim)
    listed = Listed.objects.create(person=cast.anna, skill=cast.skills["rust"], written="x", source="lijst")
    said = Statement.objects.filter(person=cast.anna).first()
    for claim, words in (
        (private, "what Anna keeps to herself"),
        (team, "what Anna shares with her team, without her wish"),
        (lead, "what Anna shares with Bram, who leads her"),
        (found, "what Anna shares with everybody"),
    ):
        yield f"see {words}", ("view", claim)
        yield f"see Anna's wish in {words}", ("view_wish", claim)
        yield f"change {words}", ("change", claim)
    yield "see Anna's history", ("view", said)
    yield "see with whom Anna shares", ("view", team.shares.first())
    yield "see what an old list says of Anna", ("view", listed)
    yield "see that Anna asked Karim to look", ("view", asked)
    yield "confirm what Anna asked Karim to look at", ("answer", asked)
    discovery.answer(anna, question="dag", text="Ik maakte het rooster.", seen=discovery.mark_of(""))
    yield "see what Anna writes to find words", ("view", cast.anna.draft_of_words)
    yield "change what Anna writes to find words", ("change", cast.anna.draft_of_words)
    discovery.lay(anna, card="plannen", pile="both")
    yield "see which talent cards Anna chose", ("view", cast.anna.cards_laid.get())
    question = feedback.ask(anna, of=[cast.piet], about="De drukke avond")[0]
    told = feedback.answer(
        cast.actor("fatima"),
        question=feedback.ask(anna, of=[cast.fatima], claim=private)[0],
        **dict.fromkeys(("moment", "did", "effect"), "Ik zag het."),
    )
    card = feedback.send_card(cast.actor("bram"), to=cast.anna, moment="De avond.", effect="Het hielp mij.")
    yield "see what Anna asked Piet", ("view", question)
    yield "tell Anna what Piet saw", ("answer", question)
    yield "read the story Fatima wrote for Anna", ("view", told)
    yield "read what Fatima wrote, as Fatima's own words", ("view", told.writer)
    yield "put away or remove the story Fatima wrote for Anna", ("keep", told)
    yield "take back what Fatima wrote", ("withdraw", told.writer)
    yield "read the card Bram sent Anna", ("view", card)
    kept, told, shown = (
        proof.keep(anna, kind="story", said={"title": title, "told": "Ik bleef rustig."})
        for title in ("De nacht", "De val", "De brand")
    )
    proof.ask_to_look(anna, claim=team, of=cast.karim, show=[shown])
    proof.share(anna, row=told, audiences=[actions.Audience(unit=cast.units.east), actions.Audience(person=cast.bram)])
    for row, words in (
        (kept, "proof Anna keeps to herself"),
        (told, "proof Anna shares with her team and Bram"),
        (shown, "proof Anna shows Karim"),
    ):
        yield f"see {words}", ("view", row)
        yield f"change {words}", ("change", row)
    licence = hold(cast, "anna")
    yield "see a licence of Anna that her work asks by law", ("view", licence)
    yield "see whether that licence of Anna is valid", ("see_validity", licence)
    yield "change that licence of Anna", ("change", licence)
    file = BroughtFile.objects.create(
        person=cast.anna, name="x.json", media_type="x", size=1, fingerprint="x", content=b""
    )
    yield "see a signed file Anna brought from elsewhere", ("view", file)
    yield "see with whom Anna shares proof", ("view", told.shares.first())
    for unit, name in ((cast.units.east, "Anna's team"), (cast.units.care, "the department above it")):
        yield f"open the table of {name}", ("open", unit)
        yield f"arrange the list of {name}", ("arrange", unit)
        yield f"see counts of {name}", ("overview", unit)
    yield "see Anna's name, team and job", ("view", cast.anna)
    yield "keep Anna's name, number and place", ("manage", cast.anna)


def measured(cast):
    actors = {name: cast.actor(name) for name in WHO}
    rows = {words: [bool(can(actors[n], *question)) for n in WHO] for words, question in lines(cast)}
    rows |= {f"ability: {a.replace('_', ' ')}": [bool(may(actors[n], a)) for n in WHO] for a in sorted(ABILITIES)}
    return rows


def written(rows):
    width = max(map(len, rows)) + 2
    head = (
        "# Who may what. Anna works in the team Bram leads; Hanna led it until last month; Gijs leads the department.\n"
    )
    out = [head, " " * width + " ".join(f"{who:8}" for who in WHO).rstrip()]
    out += [
        f"{words:{width}}" + " ".join(f"{'yes' if yes else '.':8}" for yes in row).rstrip()
        for words, row in rows.items()
    ]
    return "\n".join(out) + "\n"


def test_who_may_what_is_exactly_what_the_table_says(cast):
    text = written(measured(cast))
    if os.environ.get("WRITE_ACCESS"):
        TABLE.write_text(text)
    assert text == TABLE.read_text()


def test_no_role_opens_what_somebody_keeps_to_herself(cast):
    """Sabotage control: the same question for Anna says yes, so a broken question cannot pass."""
    rows = measured(cast)
    for words in (
        "see what Anna keeps to herself",
        "see Anna's history",
        "see what an old list says of Anna",
        "read the story Fatima wrote for Anna",
        "read the card Bram sent Anna",
    ):
        assert rows[words] == [name == "anna" for name in WHO]


def test_the_former_manager_keeps_nothing(cast):
    """Hanna may exactly what everybody in the organisation may, and no more."""
    assert (
        Leadership.objects.filter(person=cast.hanna).exists() and not Grant.objects.filter(person=cast.hanna).exists()
    )
    hanna, karim = WHO.index("hanna"), WHO.index("karim")
    asked = {"see that Anna asked Karim to look", "confirm what Anna asked Karim to look at"}
    karims = {"see what Anna shares with her team, without her wish", "see proof Anna shows Karim"}  # to confirm
    for words, row in measured(cast).items():
        if words not in asked | karims:
            assert row[hanna] == row[karim], words
