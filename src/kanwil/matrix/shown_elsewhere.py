"""What this room hands to rooms below it: names of skills for the log, and what I share for "who sees what"."""

from __future__ import annotations

from collections.abc import Iterable

from kanwil.skills.words import names_of


def skill_names(ids: Iterable[int]) -> dict[int, str]:
    """The words of skills, for "who looked"."""
    return {pk: str(word) for pk, word in names_of(ids).items()}
