"""Database settings for SQLite (the default) and PostgreSQL.

SQLite: WAL, IMMEDIATE and synchronous=FULL: nothing confirmed is lost, nobody gets "database is locked".
ATOMIC_REQUESTS stays off, always: with IMMEDIATE every page view would queue behind a writer.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

SQLITE_START = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA mmap_size=0; PRAGMA cache_size=-20000;"
    "PRAGMA temp_store=MEMORY; PRAGMA journal_size_limit=67108864; PRAGMA secure_delete=ON;"
)

# A row by its index costs about as much as the next one: true of memory and of every disk without a needle. With
# PostgreSQL's own guess (four times as much) it read what everybody shares to find what ten people share.
POSTGRESQL_START = "-c random_page_cost=1.1"


def database_from(url: str, data: Path) -> dict[str, Any]:
    """Django's settings for the database at `url`, or for SQLite in `data` when the url is empty."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": data / "kanwil.sqlite3",
            "CONN_MAX_AGE": None,
            "ATOMIC_REQUESTS": False,
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_START},
        }
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres"):
        raise ImproperlyConfigured("KANWIL_DATABASE_URL must start with postgresql://, or be empty for SQLite")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
        "OPTIONS": {"connect_timeout": 3, "options": POSTGRESQL_START},
    }
