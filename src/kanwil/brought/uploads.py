"""Taking in a file of somebody we do not know: in memory only, and not one byte more than we would look at.

A file above two megabytes would normally be put on the disk while it comes in; here it never is. What says that it is
too big is not read at all.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import BadRequest, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from kanwil.calc.credentials import Limits

LIMITS = Limits(seconds=15.0)
AROUND = 64 * 1024  # the form around the file
Page = Callable[..., HttpResponseBase]


class InMemory(FileUploadHandler):
    """Keeps what comes in memory, up to the size that we look at."""

    over = False

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.kept = io.BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self.kept.tell() + len(raw_data) > LIMITS.file_bytes:
            self.over = True
            raise StopUpload
        self.kept.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self.kept.seek(0)
        return InMemoryUploadedFile(
            self.kept, self.field_name, self.file_name, self.content_type, file_size, self.charset
        )


def in_memory(refuse: Page) -> Callable[[Page], Page]:
    """For a page that takes a file: it stays in memory. `refuse` answers what cannot be taken: "big" or "broken".

    Checking where a form comes from reads it, so that may only happen after this.
    """

    def mark(page: Page) -> Page:
        guarded = csrf_protect(page)

        @csrf_exempt
        @wraps(page)
        def take(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            why = _read(request) if request.method == "POST" else ""
            return refuse(request, why) if why else guarded(request, *args, **kwargs)

        return take

    return mark


def _read(request: HttpRequest) -> str:
    try:
        if int(request.META.get("CONTENT_LENGTH") or 0) > LIMITS.file_bytes + AROUND:
            return "big"
        keeping = InMemory(request)
        request.upload_handlers = [keeping]
        request.POST  # noqa: B018 - reads it
    except RequestDataTooBig:
        return "big"
    except (TooManyFieldsSent, TooManyFilesSent, MultiPartParserError, UnreadablePostError, BadRequest, ValueError):
        return "broken"
    return "big" if keeping.over else ""
