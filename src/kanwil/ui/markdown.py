"""Text that an organisation or author writes with simple marks, made safe for the page."""

from __future__ import annotations

from functools import cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "blockquote", "code", "h3", "h4", "hr"}


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "breaks": True})


def markdown(text: str | None) -> SafeString:
    """Markdown to HTML. Written HTML, scripts, pictures and strange links do not come through."""
    drawn = _parser().render(text or "")
    return mark_safe(nh3.clean(drawn, tags=TAGS, attributes={"a": {"href"}}, url_schemes={"https", "http", "mailto"}))  # noqa: S308
