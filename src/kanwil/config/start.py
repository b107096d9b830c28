"""Setting Django up for a command."""

from __future__ import annotations

import os
import sys


def start_django() -> None:
    """Set Django up for a command, with a clear sentence instead of a traceback when the settings are wrong.

    The data folder is made where it is not there yet, for its owner only.
    """
    import django
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kanwil.config.settings")
    try:
        django.setup()
        settings.DATA.mkdir(mode=0o700, parents=True, exist_ok=True)
    except ImproperlyConfigured as error:
        sys.stderr.write(f"Kanwil does not start: {error}\n")
        raise SystemExit(2) from error
