"""Checking what somebody brings: De Linde signed Anna's passport; a stranger at another employer has the file."""

import hashlib
import io
import json
from types import SimpleNamespace

import pypdf
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from kanwil.brought import known
from kanwil.brought.turns import turns
from tests.calc.credentials.conftest import LIST, NOW, deepcopy_of, make, no_network  # noqa: F401


@pytest.fixture(scope="session")
def made_once():
    return make()


@pytest.fixture
def scene(made_once):
    return deepcopy_of(made_once)


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch):
    """Everything is checked on the day it was signed; and nobody asked before."""
    monkeypatch.setattr("kanwil.brought.checking.timezone", SimpleNamespace(now=lambda: NOW))
    turns.forget()


@pytest.fixture
def linde_is_known(monkeypatch, scene):
    """This installation knows De Linde and its list of withdrawals."""
    monkeypatch.setattr(known, "RESOLVERS", [scene.known])
    monkeypatch.setattr(known, "STATUS_LISTS", [{LIST: scene.nothing_withdrawn}.get])


@pytest.fixture
def stranger():
    """A browser of somebody without an account."""
    return Client(headers={"accept-language": "nl"})


@pytest.fixture
def bring(stranger):
    """Bring a document, a token or bytes to /verify as a file."""

    def it(thing, name="paspoort.json", kind="application/json", client=None):
        return (client or stranger).post("/verify", {"file": uploaded(thing, name, kind)})

    return it


def as_bytes(thing):
    if isinstance(thing, dict):
        return json.dumps(thing).encode()
    return thing.encode() if isinstance(thing, str) else thing


def uploaded(thing, name="paspoort.json", kind="application/json"):
    return SimpleUploadedFile(name, as_bytes(thing), kind)


def said(answer):
    return answer.content.decode()


def outcome(answer):
    """The key of the sentence on top."""
    return said(answer).partition('data-outcome="')[2].partition('"')[0]


def pdf(**files):
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    for name, content in files.items():
        writer.add_attachment(name.replace("_", "."), content)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def everything_kept():
    """All rows of all tables, and all files of the data folder, as one fingerprint each."""
    kept = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows = sorted(repr(row) for row in cursor.fetchall())
            kept[table] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    for file in settings.DATA.rglob("*"):
        if file.is_file() and "sqlite" not in file.name:
            kept[str(file)] = hashlib.sha256(file.read_bytes()).hexdigest()
    return kept
