"""Checking a file that somebody brings, with the names that are known here and nothing else."""

from __future__ import annotations

from django.utils import timezone

from kanwil.calc import credentials
from kanwil.calc.credentials import Report

from . import known
from .uploads import LIMITS


def check(data: bytes) -> Report:
    """What is found in it. Keeps nothing, asks nothing of anybody, and stops after its time."""
    return credentials.verify(
        data, now=timezone.now(), resolver=known.resolver(), status_lists=known.status_lists(), limits=LIMITS
    )


KINDS = {
    "json": ("application/json", "json"),
    "token": ("application/jwt", "jwt"),
    "png": ("image/png", "png"),
    "svg": ("image/svg+xml", "svg"),
    "pdf": ("application/pdf", "pdf"),
}


def file_kind(kind: str) -> tuple[str, str]:
    """What a file really is, whatever it called itself: its media type and its ending."""
    return KINDS[kind]
