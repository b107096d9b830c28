"""Reading settings from the environment: four typed readers, and a refusal of anything we do not know.

A setting may also be given as a file: `KANWIL_SECRET_KEY_FILE=/run/secrets/key` reads that file.
"""

from __future__ import annotations

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

KNOWN: dict[str, str] = {
    "KANWIL_DATA": "folder where everything is kept (database, files, secret key)",
    "KANWIL_URL": "address people use, such as https://kanwil.example.nl",
    "KANWIL_SECRET_KEY": "secret for sessions and links; made in the data folder when it is not given",
    "KANWIL_DATABASE_URL": "postgresql://user:password@host:5432/name; empty means SQLite in the data folder",
    "KANWIL_EMAIL_URL": "smtp://user:password@host:587; empty means no e-mail leaves",
    "KANWIL_EMAIL_FROM": "sender of e-mail",
    "KANWIL_LANGUAGE": "first language of the organisation: nl or en",
    "KANWIL_TIME_ZONE": "time zone of the organisation",
    "KANWIL_DEMO": "demo mode: log in by choosing a person; never with real people",
    "KANWIL_DEBUG": "developers only: show errors in the browser",
    "KANWIL_THREADS": "threads per web process",
    "KANWIL_PROXY": "behind a proxy that sets X-Forwarded-Proto",
    "KANWIL_JOBS": "how work in the background runs: worker, or immediate (tests, small scripts)",
    "KANWIL_KEYS_PASSPHRASE": "opens the keys that sign passports; empty means keys that only the system user can read",
    "KANWIL_LEGAL_NUMBER": "the organisation's legal number for the European Learning Model, such as NTRNL-12345678",
    "KANWIL_KEEP_AFTER_LEAVING": "days that who left can still get at what is theirs; then it is erased",
    "KANWIL_SCAN_COMMAND": "virus scanner for files people keep, such as clamdscan --fdpass; the file's path is added",
    "KANWIL_COMPETENTNL_KEY": "the organisation's own key for the CompetentNL API",
    "KANWIL_COMPETENTNL_URL": "address of the CompetentNL SPARQL endpoint",
}


def _raw(name: str) -> str | None:
    if name not in KNOWN:
        raise ImproperlyConfigured(f"{name} is not in kanwil.config.env.KNOWN")
    file = os.environ.get(f"{name}_FILE")
    if file:
        return Path(file).read_text(encoding="utf-8").strip()
    return os.environ.get(name)


def text(name: str, default: str = "") -> str:
    value = _raw(name)
    return default if value is None else value


def flag(name: str, default: bool = False) -> bool:
    """yes/no; anything else refuses to start, so that a typing error never switches something off."""
    value = _raw(name)
    if value is None or value == "":
        return default
    if value.lower() in ("1", "yes", "true", "ja", "on"):
        return True
    if value.lower() in ("0", "no", "false", "nee", "off"):
        return False
    raise ImproperlyConfigured(f"{name} must be yes or no, not {value!r}")


def number(name: str, default: int) -> int:
    value = _raw(name)
    if value is None or value == "":
        return default
    try:
        return int(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}") from error


def choice(name: str, options: tuple[str, ...], default: str) -> str:
    value = _raw(name) or default
    if value not in options:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(options)}, not {value!r}")
    return value


def refuse_unknown(environ: dict[str, str] | None = None) -> None:
    """Stop when the environment holds a KANWIL_ setting that does not exist (a typing error, mostly)."""
    names = os.environ if environ is None else environ
    unknown = sorted(n for n in names if n.startswith("KANWIL_") and n.removesuffix("_FILE") not in KNOWN)
    if unknown:
        raise ImproperlyConfigured(
            f"unknown setting(s): {', '.join(unknown)}. Known are: {', '.join(sorted(KNOWN))} (each also with _FILE)."
        )
