"""The organisation has keys, in a folder of its own, and one colleague who confirms."""

import pytest
from django.utils import timezone

from kanwil.signing.keys import key_folder


@pytest.fixture(autouse=True)
def keys(settings, tmp_path):
    settings.KEYS = tmp_path / "keys"
    key_folder().make_organisation("https://kanwil.example.nl", now=timezone.now())
    key_folder().make_confirmer("scene", now=timezone.now())
