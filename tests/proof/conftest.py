"""Small files of every kind, made here."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


@pytest.fixture
def photo():
    """A photo as a phone makes it: lying on its side, with the place where it was taken."""

    def make(size=(60, 40), place=True, kind="JPEG"):
        picture = Image.new("RGB", size, "teal")
        hidden = Image.Exif()
        if place:
            hidden[0x0112] = 6  # turned a quarter
            hidden[0x010F] = "Telefoon van Anna"
            hidden.get_ifd(0x8825)[2] = (52.0, 22.0, 12.0)
        out = io.BytesIO()
        picture.save(out, kind, **({"exif": hidden} if kind == "JPEG" else {}))
        return SimpleUploadedFile("Foto keuken.jpg", out.getvalue(), "image/jpeg")

    return make


@pytest.fixture
def pdf():
    return SimpleUploadedFile("diploma.pdf", b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n", "application/pdf")
