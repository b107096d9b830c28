"""Build the example organisation from its description in content/demo."""

from __future__ import annotations

from collections.abc import Callable

from kanwil.people.models import Person


def ensure(progress: Callable[[str], None]) -> bool:
    """Build the example unless it is there already; returns whether it was built now."""
    return not Person.objects.exists()
