"""The page and the document "Who sees what" can say nothing else than the rules do."""

from pathlib import Path

import pytest

from kanwil.access import ALWAYS, COUNTS, IF_SHARED
from kanwil.access.kinds import KINDS
from kanwil.access.who_sees_what import NEVER, as_markdown, described, state, table
from kanwil.matrix import actions
from kanwil.matrix.models import Claim, Statement
from kanwil.privacy.register import REGISTER

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "who-sees-what.md"


def cells(document):
    """What each row says to each audience; the names of the rows may be put better without the rules changing."""
    return [line.split(" | ")[1:] for line in document.splitlines() if line.startswith("| ")]


def test_the_document_is_up_to_date():
    told = "run: django-admin who_sees_what > docs/who-sees-what.md"
    assert cells(DOCUMENT.read_text(encoding="utf-8")) == cells(as_markdown()), told


@pytest.mark.parametrize("model", REGISTER, ids=lambda m: m._meta.label_lower)
def test_every_kind_of_personal_data_stands_in_the_table(model):
    assert described(model)


def test_the_table_says_what_the_rules_say():
    can, wants, before = KINDS[(Claim, "view")], KINDS[(Claim, "view_wish")], KINDS[(Statement, "view")]
    assert [state(can, who) for who in ("self", "lead", "colleague", "hr", "admin")] == [
        ALWAYS, IF_SHARED, IF_SHARED, COUNTS, NEVER,
    ]  # fmt: skip
    assert state(wants, "confirmer") == NEVER
    assert {state(before, who) for who in ("lead", "colleague", "hr", "board", "council", "admin")} == {NEVER}


def test_a_new_rule_changes_the_table(monkeypatch):
    from kanwil.access import rules

    monkeypatch.setattr(rules, "AGGREGATES", rules.AGGREGATES)
    before = [[cell.state for cell in row.cells] for row in table()]
    monkeypatch.setitem(rules.RULES, (Statement, "view"), list(rules.RULES[(Statement, "view")]))
    rules.allow(Statement, "view", because="test", audience="hr")(lambda actor: None)
    assert [[cell.state for cell in row.cells] for row in table()] != before


@pytest.mark.django_db
def test_the_page_shows_my_shares_above_the_rules(cast):
    anna = cast.actor("anna")
    claim = actions.say(anna, skill=cast.skills["rust"], level=cast.levels["learning"]).claim
    actions.share(anna, claims=[claim], audience=actions.Audience(person=cast.fatima))
    page = cast.client("anna").get("/wie-ziet-wat/").content.decode()
    assert page.index("Fatima") < page.index("De regels") and "nooit op naam" in page


@pytest.mark.django_db
def test_everybody_who_works_here_reads_the_register(cast):
    page = cast.client("fatima").get("/privacy/").content.decode()
    assert "Nooit voor een beoordeling" in page
    assert cast.client("stranger").get("/privacy/").status_code == 302
