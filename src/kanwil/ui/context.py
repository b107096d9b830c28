"""What every page may use: the menus, who is looking, and how that person likes to see Kanwil."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from .navigation import menus_for
from .preferences import theme_of


def page(request: HttpRequest) -> dict[str, Any]:
    """Context processor. The menus are made only when a template shows them, so a small htmx answer pays nothing."""
    actor = acting(request)
    user = getattr(request, "user", None)
    return {
        "brand": "Kanwil",
        "actor": actor,
        "reader": SimpleLazyObject(lambda: getattr(actor, "name", "") or str(user or "")),
        "theme": theme_of(request),
        "demo": settings.DEMO,
        "navigation": SimpleLazyObject(lambda: menus_for(actor, request)),
    }


def acting(request: HttpRequest) -> Any:
    """Who looks: the actor that the access middleware found, else the logged-in user, else nobody."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return None
    actor = getattr(request, "actor", None)
    former = getattr(request, "former", None)
    if former is not None and not getattr(actor, "is_person", True) and former.is_person:
        return former
    return user if actor is None else actor
