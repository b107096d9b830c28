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

from tests import database  # noqa: E402


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker):
    """A migrated database with the cast in it: made once per state of the code, copied for every run (SQLite)."""
    with django_db_blocker.unblock():
        restore = database.set_up()
    yield
    with django_db_blocker.unblock():
        restore()


@pytest.fixture
def cast(db):
    """The named people of tests/cast.py, read afresh for every test."""
    from tests.cast import the_cast

    return the_cast()
