"""Tests run on a throw-away data folder; TEST_DATABASE_URL chooses PostgreSQL instead of SQLite."""

import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
os.environ["TEST_REAL_DATA"] = os.environ.get("KANWIL_REAL_DATA", "")  # no setting of the product, so out of its sight
for name in [n for n in os.environ if n.startswith("KANWIL_")]:
    del os.environ[name]
os.environ["KANWIL_DATA"] = tempfile.mkdtemp(prefix="kanwil-test-")
(Path(os.environ["KANWIL_DATA"]) / "static").mkdir()
os.environ["KANWIL_JOBS"] = "immediate"
os.environ["KANWIL_SECRET_KEY"] = "only-for-tests-only-for-tests-only-for-tests"
if os.environ.get("TEST_DATABASE_URL"):
    os.environ["KANWIL_DATABASE_URL"] = os.environ["TEST_DATABASE_URL"]

from hatch_build import compile_translations  # noqa: E402

compile_translations(ROOT / "src" / "kanwil")

# Only now, and not in pyproject.toml: pytest-django would read the settings before the lines above.
os.environ["DJANGO_SETTINGS_MODULE"] = "kanwil.config.settings"
import django  # noqa: E402

django.setup()

import pytest  # noqa: E402
from django.conf import settings  # noqa: E402

from tests import database  # noqa: E402

# A slow hash is what makes a password safe, and what makes a test wait. tests/accounts sees that the product has one.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes():
    """A worker that inherits the name of the settings reads them before this file chose its folder.

    Then all workers share one folder with files, and the lock of one test's list is busy for another worker's.
    """
    for name in [n for n in os.environ if n.startswith("KANWIL_")] + ["DJANGO_SETTINGS_MODULE"]:
        del os.environ[name]


def pytest_collection_modifyitems(config, items):
    """On PostgreSQL only what asks for a database runs again. pytest-django keeps the others away from it."""
    if not os.environ.get("TEST_DATABASE_URL"):
        return
    marks = ("django_db", "both_databases")
    again = [one for one in items if "db" in one.fixturenames or any(one.get_closest_marker(mark) for mark in marks)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(again)])
    config.stash[NOT_REPEATED] = len(items) - len(again)
    items[:] = again


NOT_REPEATED = pytest.StashKey[int]()


def pytest_sessionfinish(session):
    """A worker tells the one who started it how many it did not repeat."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["not repeated"] = session.config.stash.get(NOT_REPEATED, 0)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node):
    node.config.stash[NOT_REPEATED] = getattr(node, "workeroutput", {}).get("not repeated", 0)


def pytest_terminal_summary(terminalreporter, config):
    if count := config.stash.get(NOT_REPEATED, 0):
        terminalreporter.line(
            f"{count} tests ran on SQLite only: they ask for no database, so another database changes nothing in them"
        )


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker):
    """A migrated database (on SQLite made once per state of the code), and the cast ready to be put in it."""
    with django_db_blocker.unblock():
        restore = database.set_up()
        from tests.cast import keep_the_cast

        keep_the_cast()
    yield
    with django_db_blocker.unblock():
        restore()


@pytest.fixture
def cast(db):
    """The named people of tests/cast.py, as new for every test."""
    from tests.cast import the_cast

    return the_cast()


@pytest.fixture(scope="module")
def browser():
    """One Chromium for the browser tests of a file."""
    from tests.window import chromium

    with chromium() as started:
        yield started


@pytest.fixture
def open_as(browser, cast):
    """Opens an address as one of the cast, in a window of its own."""
    from tests.window import window

    opened = []

    def open_it(who, url, **more):
        page = window(browser, cast.client(who), **more)
        opened.append(page)
        page.goto(url)
        return page

    yield open_it
    for page in opened:
        page.context.close()
