"""What must not stand in the log of the server: addresses with a secret in them."""

from __future__ import annotations

import logging
import re
from typing import Any

ONE_TIME = re.compile(r"(/(?:wat-zag-je|p)/)[^/\s\"'?]+")


def without_links(text: str) -> str:
    """The same text, with the secret part of such an address left out."""
    return ONE_TIME.sub(r"\1…", text)


class WithoutLinks(logging.Filter):
    """Leaves the secret part of a one-time address out of a line before anybody writes it down."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.msg, str):
            record.msg = without_links(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(without_links(part) if isinstance(part, str) else part for part in record.args)
        return True


def logging_settings() -> dict[str, Any]:
    """Django's own way to log, with the filter on what names addresses."""
    loggers = ("django.request", "django.security", "django.security.csrf")
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"without_links": {"()": "kanwil.config.logs.WithoutLinks"}},
        "loggers": {name: {"filters": ["without_links"]} for name in loggers},
    }
