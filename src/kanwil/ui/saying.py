"""Saying what just happened, with a way back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest
from django.utils.functional import Promise


def say_with_undo(request: HttpRequest, words: str | Promise, undo: str) -> None:
    """Say what happened; the button "Undo" posts to the address `undo` of this installation."""
    if not undo.startswith("/") or undo.startswith("//"):
        raise ValueError("undo is an address of this installation, such as /team/3/undo/")
    messages.success(request, str(words), extra_tags=undo)
