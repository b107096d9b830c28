"""What one reader likes: light or dark, Dutch or English. Kept in a cookie; a higher room may keep it longer."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest

THEME_COOKIE = "kanwil_theme"
THEMES = ("system", "light", "dark")
ONE_YEAR = 60 * 60 * 24 * 365

LanguageKeeper = Callable[[HttpRequest, str], None]
_language_keepers: list[LanguageKeeper] = []


def theme_of(request: HttpRequest) -> str:
    """light, dark, or system when nothing (or nonsense) was chosen."""
    chosen = request.COOKIES.get(THEME_COOKIE, "")
    return chosen if chosen in THEMES else "system"


def keep_language(keeper: LanguageKeeper) -> LanguageKeeper:
    """Register what must also happen when someone chooses a language, such as keeping it with the account."""
    if keeper not in _language_keepers:
        _language_keepers.append(keeper)
    return keeper


def language_was_chosen(request: HttpRequest, language: str) -> None:
    """Tell every keeper."""
    for keeper in _language_keepers:
        keeper(request, language)
