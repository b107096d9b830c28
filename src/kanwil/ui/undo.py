"""Saying what was done, with a button to take it back. How it was travels in the button, signed, for an hour."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest
from django.middleware.csrf import get_token
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

AN_HOUR = 60 * 60


def as_it_was(kind: str, pk: int, data: Any, seen: str) -> str:
    """How one thing was before a change, for the hidden field `was`. `seen` says how it was left by that change."""
    return signing.dumps([pk, data, seen], salt=f"kanwil.undo.{kind}", compress=True)


def asked_back(request: HttpRequest, kind: str, pk: int) -> tuple[Any, str]:
    """The `data` and `seen` of `as_it_was`; 404 when the button is too old, changed, or of something else."""
    try:
        whose, data, seen = signing.loads(request.POST.get("was", ""), salt=f"kanwil.undo.{kind}", max_age=AN_HOUR)
    except signing.BadSignature:
        raise Http404 from None
    if whose != pk:
        raise Http404
    return data, seen


def done(request: HttpRequest, words: str, undo_url: str = "", **fields: str) -> None:
    """Tell what just happened. With `undo_url` the message carries a small form that takes it back."""
    if not undo_url:
        messages.success(request, words)
        return
    hidden = format_html_join("", '<input type="hidden" name="{}" value="{}">', fields.items())
    form = format_html(
        '{} <form method="post" action="{}"><input type="hidden" name="csrfmiddlewaretoken" value="{}">{}'
        "<button>{}</button></form>",
        words,
        undo_url,
        get_token(request),
        hidden,
        _("Undo"),
    )
    messages.success(request, form)
