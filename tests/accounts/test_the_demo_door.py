"""The demo door: it has no address with real people, and Kanwil refuses to start when somebody tries."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.urls import NoReverseMatch, reverse

ROOT = Path(__file__).resolve().parents[2]


def start(data, **settings):
    """`kanwil check` in a process of its own with these settings."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("KANWIL_", "DJANGO_"))}
    environment |= {"KANWIL_DATA": str(data), "PYTHONPATH": str(ROOT / "src"), **settings}
    command = [sys.executable, "-c", "from kanwil.config.start import start_django as s; s(); "
               "from kanwil.config import server; server.prepare()"]  # fmt: skip
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_outside_demo_mode_the_door_has_no_address(client):
    with pytest.raises(NoReverseMatch):
        reverse("demo_door")
    assert client.get("/demo/").status_code == 404
    assert client.post("/demo/binnen/", {"person": "1"}).status_code == 404


def test_demo_mode_on_a_folder_of_real_people_refuses_to_start(tmp_path):
    answer = start(tmp_path, KANWIL_DEMO="yes")
    assert answer.returncode and "KANWIL_DEMO is on" in answer.stderr


def test_a_demo_folder_cannot_be_used_for_real_people(tmp_path):
    (tmp_path / "this-is-a-demo").touch()
    answer = start(tmp_path)
    assert answer.returncode and "belongs to the demo" in answer.stderr


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"KANWIL_DEMOO": "no"}, "unknown setting"),
        ({"KANWIL_DEMO": "perhaps"}, "must be yes or no"),
        ({"KANWIL_SECRET_KEY": "short"}, "too short"),
        ({"KANWIL_DATABASE_URL": "mysql://x"}, "must start with postgresql"),
    ],
)
def test_a_wrong_setting_stops_with_a_sentence(tmp_path, settings, words):
    answer = start(tmp_path, **settings)
    assert answer.returncode and words in answer.stderr


def test_the_secret_key_is_made_once_and_only_the_owner_reads_it(tmp_path):
    code = (
        "from kanwil.config.start import start_django as s; s(); "
        "from django.conf import settings as c; print(c.SECRET_KEY)"
    )
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("KANWIL_", "DJANGO_"))}
    environment |= {"KANWIL_DATA": str(tmp_path), "PYTHONPATH": str(ROOT / "src")}
    run = [
        subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True).stdout
        for _n in (1, 2)
    ]
    assert run[0] == run[1] and len(run[0].strip()) > 40
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0
