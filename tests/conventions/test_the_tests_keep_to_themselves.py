"""Two workers that run tests at the same time share no files."""

import os

from django.conf import settings


def test_the_folder_with_data_is_the_one_this_process_made():
    assert str(settings.DATA) == os.environ["KANWIL_DATA"]
