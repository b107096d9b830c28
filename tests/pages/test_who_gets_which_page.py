"""Every address × everybody: tests/pages/status.txt says what they get, and this opens them all.

An address that is not in the table fails, so that none can be forgotten. After a deliberate change, write the table
again with WRITE_STATUS=1 and read the difference line by line.
"""

import os
from pathlib import Path

import pytest
from django.urls import reverse

from tests.pages.scene import addresses, cases, make_scene

TABLE = Path(__file__).with_name("status.txt")
CAST = (
    "stranger", "anna", "bram", "gijs", "fatima", "lotte", "hanna",
    "chantal", "daan", "eva", "jelle", "karim", "ivo", "sofie",
)  # fmt: skip
HEAD = (
    "# What everybody gets when they open a page (GET). login = must log in first; 404 = does not exist for them;\n"
    "# 403 = may not, with the reason; 405 = only a button on another page; 302 = goes on to another page.\n"
)

pytestmark = pytest.mark.django_db


def outcome(client, url):
    response = client.get(url)
    if response.status_code == 302 and "/account/login" in response["Location"]:
        return "login"
    return str(response.status_code)


def measured(cast):
    scene = make_scene(cast)
    clients = {name: cast.client(name) for name in CAST}
    rows = {}
    for name, arguments in sorted(addresses().items()):
        for words, kwargs in cases(name, arguments, scene):
            title = f"{name} ({words})" if words else name
            rows[title] = [outcome(clients[who], reverse(name, kwargs=kwargs)) for who in CAST]
    return rows


def written(rows):
    width = max(len(title) for title in rows) + 2
    lines = [HEAD, " " * width + " ".join(f"{who:8}" for who in CAST).rstrip()]
    lines += [f"{title:{width}}" + " ".join(f"{code:8}" for code in codes).rstrip() for title, codes in rows.items()]
    return "\n".join(lines) + "\n"


OPEN_TO_STRANGERS = {"use_code", "choose_language", "choose_theme"}
OF_THE_ACCOUNT = {"account", "style_guide"}  # whoever can log in, also without a place here


def test_everybody_gets_exactly_the_pages_in_the_table(cast):
    rows = measured(cast)
    if os.environ.get("WRITE_STATUS"):
        TABLE.write_text(written(rows))
    assert written(rows) == TABLE.read_text()
    for title, codes in rows.items():
        assert not [c for c in codes if c.startswith("5")], f"{title} breaks"
        if title.split(" (")[0] not in OPEN_TO_STRANGERS:
            assert codes[0] in ("login", "404", "405"), f"{title} is open to strangers"
        if title.split(" (")[0] not in OPEN_TO_STRANGERS | OF_THE_ACCOUNT:
            assert codes[-1] in ("login", "403", "404", "405"), f"{title} is open to Sofie, who left"
