"""Setting Django up for a command."""

from __future__ import annotations

import os
import sys


def start_django() -> None:
    """Set Django up for a command, with a clear sentence instead of a traceback when the settings are wrong."""
    import django
    from django.core.exceptions import ImproperlyConfigured

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kanwil.config.settings")
    try:
        django.setup()
    except ImproperlyConfigured as error:
        sys.stderr.write(f"Kanwil does not start: {error}\n")
        raise SystemExit(2) from error
