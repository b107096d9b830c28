"""What every new installation starts with: the default scale and Kanwil's own starter language."""

from __future__ import annotations

from kanwil.access import system
from kanwil.skills import actions as language


def first_data() -> None:
    """Put the first data in place; safe to run at every start."""
    actor = system("first-start")
    language.ensure_default_scale(actor)
    try:
        from kanwil.skills.importing import ensure_starter_language
    except ImportError:
        return
    ensure_starter_language(actor)
