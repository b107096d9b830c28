"""Can this machine make a PDF? WeasyPrint draws letters with Pango, which comes from the system and not from Python."""

from __future__ import annotations

import ctypes
import sys
from functools import cache
from importlib.util import find_spec
from typing import Any

from django.core.checks import Warning as Advice
from django.core.checks import register
from django.utils.translation import gettext as _

DEBIAN = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}


class CannotPrint(Exception):
    """No PDF can be made here. Its text says why, in the language of whoever asked."""


@cache
def missing() -> tuple[str, ...]:
    """What has to be installed before a PDF can be made, as names of Debian packages; nothing when all is there.

    It is asked once: whoever installs something starts Kanwil again.
    """
    wanting = [name for name in ("weasyprint", "segno") if find_spec(name) is None]
    if not sys.platform.startswith("linux"):
        return tuple(wanting)  # elsewhere the files have other names: WeasyPrint itself says what it does not find
    for file, package in DEBIAN.items():
        try:
            ctypes.CDLL(file)
        except OSError:
            wanting.append(package)
    return tuple(wanting)


def sentence(wanting: tuple[str, ...]) -> str:
    """What the administrator has to do, for whoever wanted a PDF."""
    return _("A PDF cannot be made here yet. Ask your administrator to install: %(what)s.") % {
        "what": ", ".join(wanting)
    }


@register("kanwil")
def a_pdf_can_be_made(app_configs: Any, **kwargs: Any) -> list[Advice]:
    """Kanwil runs without the libraries for a PDF; whoever keeps it should know that they are missing."""
    wanting = missing()
    if not wanting:
        return []
    return [
        Advice(
            "No PDF of a passport can be made: a library is missing. / Een paspoort kan nog geen pdf worden.",
            hint=f"sudo apt install {' '.join(wanting)}",
            id="kanwil.W001",
        )
    ]
