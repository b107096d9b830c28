"""The last touches on the structure of the PDF, where WeasyPrint leaves something open.

It does not tie attachments to the document, gives a table's headings no direction, measures a figure from the wrong
corner, and tags the line at the foot of each page as words without a place in the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

POINTS = 0.75  # of a CSS pixel


def finisher(kinds: Sequence[str]) -> Callable[[Any, Any], None]:
    """What WeasyPrint calls just before it writes; `kinds` are the media types of the attachments, in order."""

    def finish(document: Any, pdf: Any) -> None:
        things = {thing.reference: thing for thing in pdf.objects}
        root = things[pdf.catalog["StructTreeRoot"]]
        _attachments(pdf, things, kinds)
        read: set[tuple[bytes, int]] = set()
        for element in _below(root, things):
            _correct(element, things, document)
            read.update((element["Pg"], kid) for kid in element["K"] if isinstance(kid, int))
        _footers(things, things[root["ParentTree"]]["Nums"], pdf.page_references, read)

    return finish


def _attachments(pdf: Any, things: dict[bytes, Any], kinds: Sequence[str]) -> None:
    import pydyf

    files: list[Any] = [thing for thing in pdf.objects if isinstance(thing, dict) and thing.get("Type") == "/Filespec"]
    for file, kind in zip(files, kinds, strict=True):
        file["AFRelationship"] = "/Data"
        things[file["EF"]["F"]].extra["Subtype"] = "/" + re.sub(r"[^\w.-]", lambda odd: f"#{ord(odd[0]):02X}", kind)
    if files:
        pdf.catalog["AF"] = pydyf.Array([file.reference for file in files])


def _below(element: Any, things: dict[bytes, Any]) -> Iterator[Any]:
    """Every element of the structure that a reader comes across."""
    for kid in element.get("K", ()):
        thing = things.get(kid) if isinstance(kid, bytes) else None
        if isinstance(thing, dict) and thing.get("Type") == "/StructElem":
            yield thing
            yield from _below(thing, things)


def _correct(element: Any, things: dict[bytes, Any], document: Any) -> None:
    import pydyf

    looks = element.get("A")
    if element["S"] == "/TH":
        row = things[element["P"]]
        looks["Scope"] = "/Column" if things[row["P"]]["S"] == "/THead" else "/Row"
    if element["S"] == "/Figure":
        left, top, right, bottom = looks["BBox"]
        height = document.pages[0].height
        corners = (left, height - bottom, right, height - top)
        looks["BBox"] = pydyf.Array(round(place * POINTS, 2) for place in corners)


def _footers(things: dict[bytes, Any], parents: Any, pages: Any, read: set[tuple[bytes, int]]) -> None:
    """What stands outside the text (name and number of the page) becomes an artifact: it is drawn, and not read out."""
    import pydyf

    for number, page in enumerate(pages):
        drawn = things[things[page]["Contents"]].stream
        for place, operand in enumerate(drawn):
            if not isinstance(operand, dict) or "MCID" not in operand or (page, operand["MCID"]) in read:
                continue
            parents[2 * number + 1][operand["MCID"]] = "null"
            drawn[place - 1] = "/Artifact"
            drawn[place] = pydyf.Dictionary({"Type": "/Pagination", "Subtype": "/Footer"})
