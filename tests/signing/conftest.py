"""Keys in a folder of their own for every test."""

import pytest


@pytest.fixture(autouse=True)
def keys(settings, tmp_path):
    settings.KEYS = tmp_path / "keys"
    settings.KEYS_PASSPHRASE = ""
    return settings.KEYS
