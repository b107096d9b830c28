"""Every address × everybody: tests/pages/status.txt says what they get, and this opens them all.

An address that is not in the table fails, so that none can be forgotten. After a deliberate change, write the table
again with WRITE_STATUS=1 and read the difference line by line.
"""

import os
from pathlib import Path

import pytest
from django.db import transaction
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


def column(cast, who):
    """What this person gets, per address."""
    scene, client = make_scene(cast), cast.client(who)
    return {
        f"{name} ({words})" if words else name: outcome(client, reverse(name, kwargs=kwargs))
        for name, arguments in sorted(addresses().items())
        for words, kwargs in cases(name, arguments, scene)
    }


def written(columns):
    titles = list(columns[CAST[0]])
    width = max(len(title) for title in titles) + 2
    lines = [HEAD, " " * width + " ".join(f"{who:8}" for who in CAST).rstrip()]
    for title in titles:
        lines.append(f"{title:{width}}" + " ".join(f"{columns[who][title]:8}" for who in CAST).rstrip())
    return "\n".join(lines) + "\n"


def table():
    """The table as it is kept: per person, per address, what they get."""
    lines = [line for line in TABLE.read_text().splitlines() if line and not line.startswith("#")]
    rows = [(line[:at].rstrip(), line[at:].split()) for at in [lines[0].index(CAST[0])] for line in lines[1:]]
    return {who: {title: codes[place] for title, codes in rows} for place, who in enumerate(CAST)}


CHECKING = {"verify", "verify_slash", "verify_in_dutch"}
BY_LINK = {"told_by_link", "told_thanks", "passport_by_link", "leaving_confirmed"}
PUBLISHED = {"organisation_keys", "token_keys", "confirmer_keys", "status_list"}
OPEN_TO_STRANGERS = {"use_code", "choose_language", "choose_theme", *BY_LINK, *CHECKING, *PUBLISHED}
OF_WHO_LEFT = {"home", "leaving", "leaving_erase", "export_me", "passports"}  # what is their own, until it is erased
OF_THE_ACCOUNT = {"account", "style_guide"}  # whoever can log in, also without a place here


if "WRITE_STATUS" in os.environ:

    def test_write_the_table_again(cast):
        columns = {}
        for who in CAST:
            with transaction.atomic():
                columns[who] = column(cast, who)
                transaction.set_rollback(True)
        TABLE.write_text(written(columns))


@pytest.mark.parametrize("who", CAST)
def test_everybody_gets_exactly_the_pages_in_the_table(cast, who):
    got = column(cast, who)
    assert got == table()[who]
    for title, code in got.items():
        name = title.split(" (")[0]
        assert not code.startswith("5"), f"{title} breaks"
        if who == "stranger" and name not in OPEN_TO_STRANGERS:
            assert code in ("login", "404", "405"), f"{title} is open to strangers"
        if who == "sofie" and name not in OPEN_TO_STRANGERS | OF_THE_ACCOUNT | OF_WHO_LEFT:
            assert code in ("login", "403", "404", "405"), f"{title} is open to Sofie, who left"


def test_the_table_is_written_the_way_it_would_be_written_again():
    assert written(table()) == TABLE.read_text()
