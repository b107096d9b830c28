"""Kanwil refuses to start when it is set up in an unsafe way."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import Error, register


@register("kanwil")
def demo_never_with_real_people(app_configs: Any, **kwargs: Any) -> list[Error]:
    """The demo door (log in by choosing a person) exists only on a demo folder, on this machine's own address."""
    marker = settings.DATA / "this-is-a-demo"
    errors = []
    if settings.DEMO and not marker.exists():
        errors.append(
            Error(
                "KANWIL_DEMO is on, but the data folder was not made by `kanwil demo`.",
                hint="In demo mode anybody logs in as anybody. Remove KANWIL_DEMO to start with real people.",
                id="kanwil.E001",
            )
        )
    if not settings.DEMO and marker.exists():
        errors.append(
            Error(
                "This data folder belongs to the demo and cannot be used for real people.",
                hint="Choose another folder with KANWIL_DATA.",
                id="kanwil.E002",
            )
        )
    return errors
