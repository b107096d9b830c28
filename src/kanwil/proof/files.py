"""Taking in a photo or file: what it really is, not too large, scanned, and a photo made anew without its hidden data.

A photo from a phone says where and when it was taken. It is drawn again, so only what one sees is kept; that also
removes anything hidden behind the picture. A PDF is kept as it is and only ever given as a download.
"""

from __future__ import annotations

import io
import shlex
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

LARGEST = 10 * 1024 * 1024  # bytes
MOST_PIXELS = 40_000_000  # more than any phone's photo needs; counted before anything is unpacked
LONGEST_SIDE = 2000  # pixels kept
PICTURES = ("JPEG", "PNG", "WEBP")
ACCEPT = "image/jpeg,image/png,image/webp,application/pdf"
SCAN_SECONDS = 60


@dataclass(frozen=True)
class Kept:
    """A file as it is kept."""

    name: str
    media_type: str
    content: bytes


def take_in(file: UploadedFile) -> Kept:
    """The file as it may be kept. Raises ValidationError with one plain sentence when it may not."""
    if not file.size:
        raise ValidationError(_("This file is empty."))
    if file.size > LARGEST:
        raise ValidationError(_("This file is too big. At most 10 MB is possible."))
    file.seek(0)
    content = file.read()
    scan(content)
    name = plain_name(file.name or "")
    if content.startswith(b"%PDF-"):
        if b"%%EOF" not in content[-2048:]:
            raise ValidationError(_("This PDF is not whole. Save it again and try once more."))
        return Kept(f"{name}.pdf", "application/pdf", content)
    return Kept(f"{name}.jpg", "image/jpeg", _drawn_again(content))


def _drawn_again(content: bytes) -> bytes:
    """The picture as a new JPEG: turned upright, at most 2,000 pixels wide or high, without any hidden data."""
    try:
        ImageFile.LOAD_TRUNCATED_IMAGES = False  # a library that draws PDFs sets it for everybody
        with Image.open(io.BytesIO(content), formats=PICTURES) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise ValidationError(_("This photo has too many pixels. Make it smaller and try again."))
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            upright = ImageOps.exif_transpose(picture)
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            drawn = Image.new("RGB", upright.size, "white")
            clear = upright.convert("RGBA")
            drawn.paste(clear, mask=clear)
    except UnidentifiedImageError as error:
        raise ValidationError(
            _("Kanwil takes photos (JPEG, PNG, WebP) and PDF files. This is something else.")
        ) from error
    except Image.DecompressionBombError as error:
        raise ValidationError(_("This photo has too many pixels. Make it smaller and try again.")) from error
    except (OSError, SyntaxError, ValueError, MemoryError) as error:
        raise ValidationError(_("This photo is damaged. Try another one.")) from error
    out = io.BytesIO()
    drawn.save(out, "JPEG", quality=85, optimize=True)
    return out.getvalue()


def plain_name(name: str) -> str:
    """The name without folders, signs and ending, short enough to read."""
    stem = PurePath(name.replace("\\", "/")).stem
    plain = "".join(letter if letter.isalnum() or letter in " -_()" else " " for letter in stem)
    return " ".join(plain.split())[:80] or "bestand"


def scan(content: bytes) -> None:
    """Ask the organisation's own virus scanner, when it set one. What could not be scanned is not kept."""
    command = settings.SCAN_COMMAND
    if not command:
        return
    with tempfile.NamedTemporaryFile(prefix="kanwil-scan-") as file:
        file.write(content)
        file.flush()
        try:
            done = subprocess.run(  # noqa: S603  (the administrator's own command)
                [*shlex.split(command), file.name], capture_output=True, check=False, timeout=SCAN_SECONDS
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise ValidationError(_("This file could not be checked for viruses. Try again later.")) from error
    if done.returncode == 1:
        raise ValidationError(_("The virus scanner refused this file."))
    if done.returncode:
        raise ValidationError(_("This file could not be checked for viruses. Try again later."))
