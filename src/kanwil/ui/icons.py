"""The icons: one small SVG drawing a file in `icons/`, put into the page itself so that no request is needed."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

FOLDER = Path(__file__).parent / "icons"


@cache
def _drawing(name: str) -> tuple[str, str]:
    """The viewBox and the lines of one icon. A name that does not exist is a mistake of the maker: say so."""
    file = FOLDER / f"{name}.svg"
    if file.parent != FOLDER or not file.is_file():
        raise ValueError(f"No icon {name!r} in {FOLDER.name}/. There are: {', '.join(names())}")
    text = file.read_text(encoding="utf-8")
    head, _, rest = text.partition(">")
    box = head.partition('viewBox="')[2].partition('"')[0]
    return box, rest.rpartition("</svg>")[0].strip()


@cache
def names() -> tuple[str, ...]:
    """Every icon there is."""
    return tuple(sorted(file.stem for file in FOLDER.glob("*.svg")))


def icon(name: str, title: str = "", size: str = "") -> SafeString:
    """An icon. With a title it speaks for itself; without one, words must stand beside it. Size: s, l or nothing."""
    box, lines = _drawing(name)
    speaks = format_html('role="img" aria-label="{}"', title) if title else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="i{}" viewBox="{}" {}>{}</svg>', f" {size}" if size else "", box, speaks, mark_safe(lines)
    )
