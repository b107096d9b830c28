"""Which page is shown when Kanwil itself breaks. A full disk gets its own: somebody can do something about that."""

from __future__ import annotations

import errno
import sqlite3
import sys

from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.views.decorators.csrf import requires_csrf_token
from django.views.defaults import server_error

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
SQLITE_CANNOT_WRITE = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}
POSTGRESQL_CANNOT_WRITE = {"53100", "58030"}  # disk_full, io_error


@requires_csrf_token
def broken(request: HttpRequest) -> HttpResponse:
    """The page for an error of ours; drawn with nothing known, so that it cannot break again."""
    if cannot_write(sys.exc_info()[1]):
        return HttpResponse(get_template("507.html").render(), status=507)
    return server_error(request)


def cannot_write(error: BaseException | None) -> bool:
    """Whether this error, or one below it, says that the disk is full or refuses to write."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in FULL:
            return True
        if (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF in SQLITE_CANNOT_WRITE:
            return True
        if getattr(error, "sqlstate", None) in POSTGRESQL_CANNOT_WRITE:
            return True
        error = error.__cause__ or error.__context__
    return False
