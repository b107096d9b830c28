"""Reading one sheet of an XLSX row by row, with little memory, and saying honestly what a cell holds.

openpyxl knows the workbook, its styles and its dates; the two long parts, texts and rows, are read with lxml, which is
ten times as quick here. It never loads a DTD, opens an entity or goes to the network, and `archive.py` has already
refused every DOCTYPE.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import IO, Any

from lxml import etree
from openpyxl.reader.excel import SHARED_STRINGS, ExcelReader, apply_stylesheet
from openpyxl.utils import column_index_from_string
from openpyxl.worksheet._reader import FORMULA_TAG, INLINE_STRING, ROW_TAG, VALUE_TAG, WorkSheetParser
from openpyxl.xml.constants import SHEET_MAIN_NS

from .cells import as_text, letters
from .refusals import Refusal

VISIBLE = "visible"
STRING_TAG, RUN_TAG, TEXT_TAG = (f"{{{SHEET_MAIN_NS}}}{name}" for name in ("si", "r", "t"))
warnings.filterwarnings("ignore", module="openpyxl")  # it warns about parts that we never read


@dataclass(frozen=True)
class Sheet:
    name: str
    state: str
    part: str


def elements(source: IO[bytes], tag: str) -> Iterator[Any]:
    """Every element with this tag, forgotten as soon as the next one is asked for."""
    found = etree.iterparse(
        source,
        events=("end",),
        tag=tag,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    for _, element in found:
        yield element
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


class BookReader(ExcelReader):
    """openpyxl's reader, for what a table needs and nothing else (no properties, themes, pictures, dimensions)."""

    def read_book(self) -> list[Sheet]:
        self.read_manifest()
        self.read_strings()
        self.read_workbook()
        apply_stylesheet(self.archive, self.wb)
        found = [(sheet, rel) for sheet, rel in self.parser.find_sheets() if "chartsheet" not in rel.Type]
        return [Sheet(s.name, s.state, rel.target) for s, rel in found if rel.target in self.valid_files]

    def read_strings(self) -> None:
        part = self.package.find(SHARED_STRINGS)
        if part is not None:
            with self.archive.open(part.PartName[1:]) as source:
                self.shared_strings = [_text_of(string) for string in elements(source, STRING_TAG)]


class CellReader(WorkSheetParser):
    """openpyxl's reader of cells, quick for texts, and it remembers which cells are formulas without a result."""

    def parse_cell(self, element: Any) -> dict[str, Any]:
        kind, place = element.get("t", "n"), element.get("r")
        if kind in ("s", "inlineStr") and place:
            self.col_counter = column = _column(place.rstrip("0123456789"))
            if kind == "s":
                index = element.findtext(VALUE_TAG)
                text = self.shared_strings[int(index)] if index else None
            else:
                inline = element.find(INLINE_STRING)
                text = None if inline is None else _text_of(inline)
            return {"column": column, "value": text, "data_type": "s", "style_id": 0, "formula": False}
        cell: dict[str, Any] = super().parse_cell(element)
        cell["formula"] = cell["value"] is None and element.find(FORMULA_TAG) is not None
        return cell


class Workbook:
    """An opened XLSX: which sheets a person would see, and their rows as text."""

    def __init__(self, path: Path) -> None:
        self._reader = BookReader(path.open("rb"), read_only=True, data_only=True, keep_links=False)
        sheets = self._reader.read_book()
        self._sheets = {s.name: s for s in sheets}
        self.visible = [s.name for s in sheets if s.state == VISIBLE]
        self.hidden = [s.name for s in sheets if s.state != VISIBLE]
        book = self._reader.wb
        self._formats = [_format_of(style.numFmtId, book._number_formats) for style in book._cell_styles]

    def part_of(self, sheet: str) -> str:
        return self._sheets[sheet].part

    def rows(self, sheet: str, file: str) -> Iterator[tuple[int, list[str], list[Refusal]]]:
        """Number, texts and problems of every row that is in the sheet (rows left out are empty)."""
        book = self._reader.wb
        with self._reader.archive.open(self._sheets[sheet].part) as source:
            reader = CellReader(
                source,
                self._reader.shared_strings,
                data_only=True,
                epoch=book.epoch,
                date_formats=book._date_formats,
                timedelta_formats=book._timedelta_formats,
            )
            for element in elements(source, ROW_TAG):
                number, cells = reader.parse_row(element)
                yield number, *self._texts(number, cells, file)

    def _texts(self, number: int, cells: list[dict[str, Any]], file: str) -> tuple[list[str], list[Refusal]]:
        texts: list[str] = []
        problems: list[Refusal] = []
        for cell in cells:
            column, value = cell["column"], cell["value"]
            if value is None and not cell["formula"]:
                continue
            while len(texts) < column:
                texts.append("")
            style = cell["style_id"]
            number_format = self._formats[style] if 0 <= style < len(self._formats) else "General"
            texts[column - 1] = as_text(value, number_format)
            if cell["formula"] or cell["data_type"] == "e":
                problems.append(_problem(cell, column, number, file, texts[column - 1]))
        return texts, problems

    def close(self) -> None:
        self._reader.archive.close()


def _text_of(string: Any) -> str:
    """The text of a string, also when it is written in pieces of different looks; phonetic hints left out."""
    if len(string) == 1 and string[0].tag == TEXT_TAG:
        return string[0].text or ""
    runs = [part if part.tag == TEXT_TAG else part.find(TEXT_TAG) for part in string if part.tag in (TEXT_TAG, RUN_TAG)]
    return "".join(run.text or "" for run in runs if run is not None)


@lru_cache(maxsize=1024)
def _column(name: str) -> int:
    return int(column_index_from_string(name))


def _problem(cell: dict[str, Any], column: int, row: int, file: str, text: str) -> Refusal:
    name = f"{letters(column)}{row}"
    if cell["formula"]:
        return Refusal("formula", file, row, letters(column), {"cell": name})
    if text == "#VALUE!":
        return Refusal("bad_date_cell", file, row, letters(column), {"cell": name})
    return Refusal("cell_error", file, row, letters(column), {"cell": name, "value": text})


def _format_of(number: int, own: list[str]) -> str:
    """Formats from 164 on are the workbook's own; the built-in ones never ask for leading zeros."""
    index = number - 164
    return str(own[index]) if 0 <= index < len(own) else "General"
