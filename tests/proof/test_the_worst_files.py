"""The worst files somebody can keep as proof: each gets one plain sentence, and nothing is stored."""

import io
import struct
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageFile

from kanwil.proof.files import LARGEST, take_in
from kanwil.proof.models import Evidence


def uploaded(content, name="x.jpg"):
    return SimpleUploadedFile(name, content)


def refused(content, name="x.jpg"):
    with pytest.raises(ValidationError) as caught:
        take_in(uploaded(content, name))
    return caught.value.messages[0]


def png(width, height):
    """A PNG that says how large it is and holds almost nothing."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


def test_a_photo_of_200_megapixels_is_never_unpacked():
    assert "te groot" in refused(png(20_000, 10_000)) or "pixels" in refused(png(20_000, 10_000))


def test_a_bomb_that_says_it_is_enormous():
    assert refused(png(200_000, 200_000))


@pytest.mark.parametrize(
    "content",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"<html><script>alert(1)</script></html>",
        b"MZ" + b"\0" * 200,
        b"PK\x03\x04" + b"\0" * 200,
        b"GIF89a" + b"\0" * 20,
        b"\0" * 64,
        b"gewone tekst",
    ],
    ids=["svg with script", "html", "program", "zip", "gif", "zeros", "text"],
)
def test_what_is_no_photo_or_pdf_is_not_taken(content):
    assert "pdf" in refused(content, "foto.jpg").lower()


@pytest.mark.parametrize("set_by_another_library", [False, True])
def test_a_photo_cut_in_half(monkeypatch, set_by_another_library):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", set_by_another_library)
    out = io.BytesIO()
    Image.effect_noise((400, 400), 90).convert("RGB").save(out, "JPEG")
    assert refused(out.getvalue()[:3000])


def test_a_pdf_cut_in_half():
    assert "pdf" in refused(b"%PDF-1.7\nhalf").lower()


def test_an_empty_file_and_one_too_big():
    assert refused(b"") and refused(b"\0" * (LARGEST + 1))


def test_a_picture_that_is_also_a_program_becomes_only_a_picture(photo):
    hidden = b"<script>alert(1)</script>PK\x03\x04 hidden"
    kept = take_in(uploaded(photo().read() + hidden, "foto.jpg"))
    assert kept.media_type == "image/jpeg" and b"script" not in kept.content and b"PK\x03\x04" not in kept.content


def test_a_name_with_folders_and_signs_becomes_a_name(photo):
    for name in ("../../etc/passwd.jpg", 'C:\\x\\foto "1".jpg', "\u202egpj.exe.jpg", "." * 300 + ".jpg"):
        kept = take_in(SimpleUploadedFile("a.jpg", photo().read()) if not name else _named(photo(), name))
        assert "/" not in kept.name and "\\" not in kept.name and '"' not in kept.name and len(kept.name) < 100
        assert kept.name.endswith(".jpg") and "\u202e" not in kept.name


def _named(file, name):
    file._name = name
    return file


@pytest.mark.parametrize(
    "command, word", [("false", "virusscanner"), ("sh -c 'exit 2'", "later"), ("/no/such", "later")]
)
def test_what_the_scanner_refuses_or_cannot_look_at_is_not_kept(settings, photo, command, word):
    settings.SCAN_COMMAND = command
    with pytest.raises(ValidationError) as caught:
        take_in(photo())
    assert word in caught.value.messages[0]


def test_what_the_scanner_finds_good_is_kept(settings, photo):
    settings.SCAN_COMMAND = "test -s"
    assert take_in(photo()).content


@pytest.mark.django_db
def test_nothing_is_stored_when_the_file_is_refused(cast):
    answer = cast.client("anna").post("/bewijs/erbij/file/", {"title": "Keuken", "file": uploaded(b"MZ program")})
    assert answer.status_code == 400 and not Evidence.objects.exists()
