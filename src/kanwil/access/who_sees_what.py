"""Who sees what: worked out from the rules themselves, for the page and for docs/who-sees-what.md."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Model
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from kanwil.privacy.register import REGISTER

from .kinds import KINDS, Kind, Words
from .rules import ABILITIES, AGGREGATES, ALWAYS, AUDIENCES, COUNTS, IF_SHARED, RULES, VALIDITY

NEVER = "never"
STATES = {
    ALWAYS: ("yes", _("sees this")),
    IF_SHARED: ("you", _("if you share it")),
    VALIDITY: ("yes", _("whether it is valid")),
    COUNTS: ("sum", _("never by name")),
    NEVER: ("no", _("never")),
}
STRONGEST = (ALWAYS, VALIDITY, IF_SHARED, COUNTS)

COLUMNS: dict[str, Promise] = {
    "self": _("You"),
    "lead": _("Your manager"),
    "colleague": _("Colleagues"),
    "confirmer": _("Confirmer"),
    "hr": _("HR"),
    "board": _("Board"),
    "council": _("Works council"),
    "admin": _("Administrator"),
    "researcher": _("Researcher"),
}

# what another room shows above the rules, such as what you share now
PANELS: list[Callable[[HttpRequest], str]] = []


@dataclass(frozen=True)
class Cell:
    """One audience and one kind of data: how it looks and what it says."""

    audience: Words
    state: str
    look: str
    words: Words


@dataclass(frozen=True)
class Row:
    words: Words
    note: Words
    cells: list[Cell]


def kinds() -> list[Kind]:
    """Every kind of personal data that is declared: described by its room, or by its own name."""
    covered = {model for kind in KINDS.values() for model in (kind.model, *kind.covers)}
    rest = [
        Kind(m, "view", capfirst(m._meta.verbose_name_plural or m.__name__), order=90)
        for m in REGISTER
        if m not in covered
    ]
    return sorted([*KINDS.values(), *rest], key=lambda kind: (kind.order, kind.model._meta.label, kind.action))


def state(kind: Kind, audience: str) -> str:
    """What this audience sees of this kind: the strongest thing that any rule says. Your own data you always see."""
    if audience == "self":
        return ALWAYS
    whens = {rule.when for rule in RULES.get((kind.model, kind.action), ()) if rule.audience == audience}
    everybody = {rule.when for rule in RULES.get((kind.model, kind.action), ()) if rule.audience == "colleague"}
    if ALWAYS in everybody:
        whens.add(ALWAYS)
    if kind.ability and audience in ABILITIES[kind.ability].roles:
        whens.add(ALWAYS)
    if any(entry.model is kind.model and entry.audience == audience for entry in AGGREGATES):
        whens.add(COUNTS)
    return next((when for when in STRONGEST if when in whens), NEVER)


def table() -> list[Row]:
    """The whole table: a row for each kind of data, a cell for each audience."""
    rows = []
    for kind in kinds():
        cells = []
        for audience in AUDIENCES:
            found = state(kind, audience)
            look, words = STATES[found]
            cells.append(Cell(COLUMNS[audience], found, look, words))
        rows.append(Row(kind.words, kind.note, cells))
    return rows


def described(model: type[Model]) -> bool:
    """Whether a model stands in the table, by itself or told by another row."""
    return any(model is kind.model or model in kind.covers for kind in kinds())


def as_markdown(language: str = "nl") -> str:
    """The same table as a document."""
    with override(language):
        lines = [
            f"# {gettext('Who sees what about me?')}",
            "",
            gettext("This table comes from the rules of the program. A test fails when it no longer fits them."),
            "",
            "| " + " | ".join([gettext("What"), *(str(words) for words in COLUMNS.values())]) + " |",
            "|---" * (len(COLUMNS) + 1) + "|",
        ]
        for row in table():
            note = f" ({row.note})" if row.note else ""
            lines.append("| " + " | ".join([f"{row.words}{note}", *(str(cell.words) for cell in row.cells)]) + " |")
        few = gettext("“Never by name” means: only figures about 5 people or more. With fewer we show nothing.")
        colleague = gettext("Whoever has a role is a colleague too. You can share with them by name.")
        return "\n".join([*lines, "", few, "", colleague, ""]).replace("\u00a0", " ")
