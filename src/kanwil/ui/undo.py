"""Saying what was done, with a button to take it back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _


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
