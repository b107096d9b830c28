"""The words of Kanwil's templates. They are builtins: no `{% load %}` needed."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Any

from django import template
from django.template.defaulttags import querystring
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kanwil.ui import dates, icons
from kanwil.ui import markdown as marks
from kanwil.ui.words import COVER, LEVELS, PICTURES, UNKNOWN, WISHES

register = template.Library()

register.simple_tag(icons.icon, name="icon")
register.filter("human_date", dates.human_date)
register.filter("markdown", marks.markdown)


def _key(thing: Any, nothing: str) -> str:
    """The key of a level or wish, given as the thing itself, as its key, or as nothing."""
    return str(getattr(thing, "key", None) or thing or nothing)


def _picture(level: Any) -> str:
    """The ring of a level. A level of a scale says with `mark` (0 to 4) how far its ring is filled."""
    filled = getattr(level, "mark", None)
    if filled is not None:
        return f"level-{min(4, max(0, int(filled)))}"
    return PICTURES.get(_key(level, UNKNOWN), "unknown")


@register.simple_tag
def mark(
    level: Any = None, confirmed: bool = False, big: bool = False, words: Any = None, pic: bool = False
) -> SafeString:
    """What someone can: a ring with its sentence. `pic` shows the ring only, the words stay for who listens."""
    key = _key(level, UNKNOWN)
    said = str(words or getattr(level, f"sentence_{get_language()}", None) or LEVELS.get(key, key))
    if confirmed:
        said = _("%(sentence)s, confirmed") % {"sentence": said}
    return _sign("mark", _picture(level), said, confirmed and "confirmed", big and "big", pic and "pic")


@register.simple_tag
def wish(wish: Any = None, words: Any = None, pic: bool = False) -> SafeString:
    """What someone wants, beside the ring and never in it. An open wish has no sign: it gives nothing."""
    key = _key(wish, "open")
    if key == "open":
        return SafeString("")
    return _sign("wish", key, str(words or WISHES.get(key, key)), pic and "pic")


@lru_cache(maxsize=2048)  # a big matrix draws the same few signs thousands of times
def _sign(kind: str, picture: str, said: str, *looks: str | bool) -> SafeString:
    return format_html(
        '<span class="{}">{}</span>', " ".join(str(look) for look in (kind, picture, *looks) if look), said
    )


COVER_ICONS = {"ok": "check", "low": "half", "single": "thread", "none": "ring"}


@register.simple_tag
def cover(state: str, have: int, needed: int | None = None, words: Any = None) -> SafeString:
    """How many people a skill has and needs: "1 of 2, hangs on 1 colleague". About work, never about a person.

    State: ok, low, single, none or no_need, as calc.coverage says it.
    """
    said = conditional_escape(str(words or COVER.get(str(state), state)))
    return _cover(str(state), have, needed, said, bool(words), get_language() or "")


@lru_cache(maxsize=2048)  # as with the signs: a big table says the same few things again and again
def _cover(key: str, have: int, needed: int | None, said: SafeString, told: bool, language: str) -> SafeString:
    count = format_html("<b>{}</b>", have)
    if needed:
        count = format_html("<span>{}</span>", format_html(_("{have} of {needed}"), have=count, needed=needed))
    drawn = icons.icon(COVER_ICONS[key], size="s") if key in COVER_ICONS else ""
    words = "<em>{}</em>" if told or key in ("low", "single", "none") else '<span class="sr">{}</span>'
    return format_html('<span class="cover {}">{}{}{}</span>', key, drawn, count, format_html(words, said))


def initials(person: Any) -> str:
    """Two letters: of the first name and of the family name, without "de", "van" and the like."""
    own = getattr(person, "initials", None)
    if isinstance(own, str) and own:
        return own
    parts = [part for part in str(_name(person)).replace("-", " ").split() if part[:1].isalpha()]
    big = [part for part in parts if part[:1].isupper()] or parts
    return "".join(part[0] for part in (big[:1] + big[-1:] if len(big) > 1 else big)).upper()


def _name(person: Any) -> str:
    return getattr(person, "name", None) or str(person)


def _tone(person: Any) -> str:
    """One of four soft colours, always the same for one name. It means nothing; it helps to find a row."""
    return ("", " b", " c", " d")[sum(map(ord, _name(person))) % 4]


@register.simple_tag
def avatar(person: Any, small: bool = False, title: str = "") -> SafeString:
    """Someone's initials in a circle. Silent beside a name; with a title it speaks."""
    speaks = format_html(' role="img" aria-label="{}"', title) if title else SafeString(' aria-hidden="true"')
    size = " small" if small else ""
    return format_html('<span class="avatar{}{}"{}>{}</span>', size, _tone(person), speaks, initials(person))


@register.simple_tag
def person(person: Any, sub: Any = "", url: str = "", small: bool = False, you: bool = False) -> SafeString:
    """A person: initials, name, and below it a line such as their job. `you` adds "(you)", `url` makes a link."""
    name = _("%(name)s (you)") % {"name": _name(person)} if you else _name(person)
    title = format_html('<a href="{}">{}</a>', url, name) if url else name
    below = format_html("<small>{}</small>", sub) if sub else ""
    return format_html(
        '<span class="person">{}<span><strong>{}</strong>{}</span></span>', avatar(person, small), title, below
    )


@register.simple_tag
def quote(text: str, by: Any = "", large: bool = False) -> SafeString:
    """The words of a person: a serif letter with quotation marks, and who said it."""
    said = format_html('<p class="quote{}">{}</p>', " large" if large else "", text)
    if not by:
        return said
    return format_html('<figure class="said">{}<figcaption class="by">{}</figcaption></figure>', said, by)


@register.simple_tag
def seen_by(
    audience: Any = "", until: dt.date | None = None, url: str = "", private: bool = False, about: str = ""
) -> SafeString:
    """Who sees this, in words. Without an audience: only you. With a url it is the way to change it."""
    private = private or not audience
    text = audience or _("Only you see this")
    if until:
        text = _("%(audience)s, until %(day)s") % {"audience": text, "day": dates.human_date(until)}
    inside = format_html("{}<span>{}</span>", icons.icon("lock" if private else "people", size="s"), text)
    if not url:
        return format_html('<span class="who">{}</span>', inside)
    extra = format_html('<span class="sr">: {}</span>', about) if about else ""
    return format_html('<a class="who" href="{}">{}{}</a>', url, inside, extra)


@register.simple_tag(takes_context=True)
def query(context: template.Context, **changes: Any) -> str:
    """This page's address with other filters: `href="{% query show='learn' %}"`. None takes one away.

    A new filter starts at the first page: `page` and `after` go, unless they are what changes.
    """
    for place in ("page", "after"):
        changes.setdefault(place, None)
    return querystring(context, context["request"].GET, **changes) or "?"


@register.filter
def sentence(text: Any) -> str:
    """Starts with a capital and ends with a point, as a sentence does."""
    told = capfirst(str(text).strip())
    return told if not told or told[-1] in ".?!…" else f"{told}."


@register.simple_tag
def in_words(things: Any) -> SafeString:
    """A list as people say it: "Lassen, Frezen en Meten"."""
    all_of_them = [conditional_escape(thing) for thing in things]
    if len(all_of_them) < 2:
        return format_html_join("", "{}", ((thing,) for thing in all_of_them))
    start = format_html_join(", ", "{}", ((thing,) for thing in all_of_them[:-1]))
    return format_html("{} {} {}", start, _("and"), all_of_them[-1])


@register.filter
def nth(things: Any, number: int) -> Any:
    """The thing at this place, counted from 0."""
    return things[number]
