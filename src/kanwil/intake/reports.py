"""What a page shows of a brought file: choices of columns, counts in words, rows per outcome, a report to keep."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from .columns import Recognised
from .kinds import ImportKind, changes_in_words, kind_of
from .models import OUTCOMES, Batch, BatchLine
from .tables import Row, Table
from .work import open_batch

AT_ONCE = 50
READING = ("sheet", "header_row", "encoding", "delimiter")
WORDS = {
    "new": gettext_lazy("New"),
    "changed": gettext_lazy("Changed"),
    "left": gettext_lazy("Left the organisation"),
    "unchanged": gettext_lazy("The same"),
    "refused": gettext_lazy("Not used"),
}


def page_of(rows: QuerySet[Any], number: str | None) -> Page[Any]:
    return Paginator(rows, AT_ONCE).get_page(number)


def crumbs(batch: Batch) -> list[tuple[str, str]]:
    return [(_("Bring in lists"), reverse("intake:batches")), (batch.file_name, "")]


def choice_from(form: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """What someone chose on the page with columns: `header-3` is the name of a column, `column-3` what it is."""
    mapping: dict[str, str] = {}
    for key in form:
        if key.startswith("header-") and form.get(f"column-{key[7:]}"):
            mapping[str(form[key])] = str(form[f"column-{key[7:]}"])
    return {"mapping": mapping, "options": reading_from(form)}


def reading_from(form: Mapping[str, Any]) -> dict[str, Any]:
    chosen: dict[str, Any] = {key: form[key] for key in READING if form.get(key)}
    if "header_row" in chosen:
        row = str(chosen["header_row"])
        chosen["header_row"] = int(row) if row.isascii() and row.isdigit() and len(row) < 8 else None
    return chosen


def reading(batch: Batch, table: Table, form: Mapping[str, Any]) -> dict[str, Any]:
    """How the file is read now, for the form that can change it."""
    return {**batch.options, **reading_from(form), "sheet": table.sheet, "header_row": table.header_row}


def opened(batch: Batch, form: Mapping[str, Any]) -> Table:
    """The table, read as the form says; another sheet starts without the old row of names."""
    chosen = reading_from(form)
    if chosen.get("sheet") and chosen["sheet"] != form.get("was_sheet", chosen["sheet"]):
        chosen["header_row"] = None
    return open_batch(batch, **chosen)


@dataclass(frozen=True)
class Choice:
    """One column of the file on the page: its name, what it is now, and what stands in the first rows."""

    header: str
    key: str
    guessed: bool
    doubtful: bool
    values: Sequence[str]


def choices(
    kind: ImportKind, table: Table, mapping: Mapping[str, str], found: Recognised, rows: Sequence[Row]
) -> list[Choice]:
    doubtful = {header for headers in found.doubtful.values() for header in headers}
    return [
        Choice(
            header,
            mapping.get(header, ""),
            header in found.guessed and mapping.get(header) == found.mapping.get(header),
            header in doubtful,
            [row.values[index][:60] for row in rows],
        )
        for index, header in enumerate(table.headers)
    ]


def outcome_words(kind: ImportKind) -> dict[str, Any]:
    return {**WORDS, **kind.outcomes}


def report(batch: Batch, query: Mapping[str, Any]) -> dict[str, Any]:
    """Tabs with counts, and the rows of the tab that is open."""
    kind = kind_of(batch)
    words, counts = outcome_words(kind), batch.counts
    tabs = [(o, words[o], counts[o]) for o in OUTCOMES if counts[o] and o != "unchanged"]
    if batch.report.get("kept"):
        tabs.append(("kept", _("Not taken back"), batch.report["kept"]))
    shown = str(query.get("show") or "")
    if shown not in {o for o, _w, _c in tabs}:
        shown = tabs[0][0] if tabs else ""
    rows = batch.lines.exclude(kept="") if shown == "kept" else batch.lines.filter(outcome=shown)
    page = page_of(rows, query.get("page"))
    return {
        "tabs": tabs,
        "shown": shown,
        "page": page,
        "lines": [(line, changes_in_words(kind, line)) for line in page],
        "told": in_a_sentence(counts) if any(counts.values()) else "",
        "can_apply": batch.state == Batch.CHECKED and batch.changes_something,
        "can_undo": batch.state == Batch.APPLIED and kind.undo is not None and batch.lines.exists(),
        "can_drop": batch.state in (Batch.UPLOADED, Batch.MAPPED, Batch.CHECKED, Batch.FAILED),
    }


def in_a_sentence(counts: Mapping[str, int]) -> str:
    """The counts as people say them: "12 new, 3 changed, 1 not used"."""
    new, changed, left = counts["new"], counts["changed"], counts["left"]
    same, refused = counts["unchanged"], counts["refused"]
    parts = [
        ngettext("%(n)s new", "%(n)s new", new) % {"n": new} if new else "",
        ngettext("%(n)s changed", "%(n)s changed", changed) % {"n": changed} if changed else "",
        ngettext("%(n)s who left", "%(n)s who left", left) % {"n": left} if left else "",
        ngettext("%(n)s the same", "%(n)s the same", same) % {"n": same} if same else "",
        ngettext("%(n)s row not used", "%(n)s rows not used", refused) % {"n": refused} if refused else "",
    ]
    return ", ".join(part for part in parts if part) or _("nothing")


def as_rows(batch: Batch) -> tuple[list[str], Iterator[list[str]]]:
    """The report as a table: row, outcome, who or what, column, reason, changes."""
    kind = kind_of(batch)
    words = outcome_words(kind)
    headers = [_("Row"), _("Outcome"), _("Number"), _("Who or what"), _("Reason"), _("Changes")]

    def rows() -> Iterator[list[str]]:
        for line in batch.lines.iterator(chunk_size=2000):
            yield [
                str(line.row or ""),
                str(words[line.outcome]),
                line.ref,
                line.key,
                _reasons(line),
                _told(kind, line),
            ]

    return headers, rows()


def _reasons(line: BatchLine) -> str:
    return " ".join(reason for reason in (line.why, line.why_kept) if reason)


def _told(kind: ImportKind, line: BatchLine) -> str:
    return "; ".join(f"{field}: {old or '–'} → {new or '–'}" for field, old, new in changes_in_words(kind, line))
