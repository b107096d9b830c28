"""Two small promises on every answer: nothing from elsewhere may run, and the page speaks the reader's language."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header

LANGUAGE_COOKIE = "kanwil_language"

CONTENT_POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; "
    "object-src 'none'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'"
)
PERMISSIONS_POLICY = (
    "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=(), "
    "publickey-credentials-get=(self), publickey-credentials-create=(self)"
)


class ContentPolicy:
    """Says to the browser: run and load only what comes from this installation, and never inside someone's frame."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_POLICY)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        return response


class ChosenLanguage:
    """The language of a page: what the person chose, else this browser's choice, else what the browser asks for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = chosen_language(request)
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


def chosen_language(request: HttpRequest) -> str:
    """The first of: the user's own setting, the cookie, the browser's wish, the installation's language."""
    known = dict(settings.LANGUAGES)
    user = getattr(request, "user", None)
    of_user = getattr(user, "language", "") if user is not None and user.is_authenticated else ""
    for wish in (of_user, request.COOKIES.get(LANGUAGE_COOKIE, "")):
        if wish in known:
            return wish
    return _asked_by_browser(request.headers.get("Accept-Language", "")) or settings.LANGUAGE_CODE


def _asked_by_browser(header: str) -> str:
    """The first language of Accept-Language that Kanwil speaks, or nothing."""
    for code, _weight in parse_accept_lang_header(header):
        short = code.split("-", 1)[0]
        if short in dict(settings.LANGUAGES):
            return short
    return ""
