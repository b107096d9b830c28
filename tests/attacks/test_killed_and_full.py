"""The process is killed, the disk is full: nothing confirmed is lost, nothing is half there, and it goes on after."""

from __future__ import annotations

import json
import signal
import socket
import stat
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from tests.attacks.installation import environment, kanwil, on_sqlite, run

FULL = """
    from django.test import Client
    from kanwil.audit import chain
    from kanwil.intake.models import Batch, folder
    from kanwil.matrix import actions
    from kanwil.matrix.models import Claim
    from kanwil.people.models import Person
    from tests.cast import make_cast
    from django.core.files.uploadedfile import SimpleUploadedFile

    cast = make_cast()
    said = actions.say(cast.actor("anna"), skill=cast.skills["wonden"], level=cast.levels["learning"]).claim
    anna, eva = cast.client("anna"), cast.client("eva")
    anna.raise_request_exception = eva.raise_request_exception = False

    def full(yes):
        # no file may grow past a few bytes: what a disk without room does, for this process only
        if yes:
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096 if yes else hard, hard))

    def say():
        sent = {"version": said.version, "level": cast.levels["independent"].pk}
        answer = anna.post(f"/ik/{said.pk}/zeg/", sent)
        return [answer.status_code, Claim.objects.get(pk=said.pk).level.key, "niets bewaren" in answer.text]

    rows = "".join(f"{n:05};Naam{n};Team {n % 9}\\n" for n in range(400))
    people = ("Personeelsnummer;Voornaam;Team\\n" + rows).encode()

    def bring():
        answer = eva.post("/invoer/nieuw/people/", {"file": SimpleUploadedFile("mensen.csv", people)})
        return [answer.status_code, Batch.objects.count(), len(list(folder().glob("*.upload")))]

    def take_over(batch):
        eva.post(f"/invoer/{batch.pk}/neem-over/")
        batch.refresh_from_db()
        return [batch.state, Person.objects.filter(number__startswith="00").count()]
"""


def test_attack_fill_the_disk_during_a_save_and_during_an_import(tmp_path):
    found = run(
        on_sqlite(tmp_path / "data"),
        FULL
        + """
    facts = {"before": Person.objects.filter(number__startswith="00").count()}
    full(True)
    facts["save"], facts["reading"], facts["upload"] = say(), anna.get("/ik/").status_code, bring()
    full(False)
    facts["save again"], facts["upload again"] = say(), bring()

    batch = Batch.objects.get()
    fields = {"check": "1"}
    choices = eva.get(f"/invoer/{batch.pk}/kolommen/").context["choices"]
    for index, choice in enumerate(choices, 1):
        fields |= {f"header-{index}": choice.header, f"column-{index}": choice.key}
    eva.post(f"/invoer/{batch.pk}/kolommen/", fields)
    full(True)
    facts["import"] = take_over(batch)
    full(False)
    facts["page"] = eva.get(f"/invoer/{batch.pk}/").status_code
    facts["import again"] = take_over(batch)
    facts["faults"] = chain.check().faults
    told(**facts)
    """,
    )
    assert found["save"] == [507, "learning", True]
    assert found["reading"] == 200
    assert found["upload"] == [507, 0, 0]
    assert found["save again"] == [302, "independent", False] and found["upload again"] == [302, 1, 1]
    assert found["import"][1] == found["before"] == 0 and found["page"] == 200
    assert found["import again"] == ["applied", 400]
    assert found["faults"] == []


def test_attack_kill_bringing_in_a_language_half_way(tmp_path):
    found = run(
        on_sqlite(tmp_path / "data"),
        """
    from kanwil.access import system
    from kanwil.audit import chain
    from kanwil.skills import actions, importing, placing
    from kanwil.skills.models import Framework, Skill, SkillLabel

    actor = system("test")
    actions.ensure_default_scale(actor)
    counts = lambda: [Framework.objects.count(), Skill.objects.count(), SkillLabel.objects.count()]
    before = counts()
    killed_while(lambda: importing.ensure_starter_language(actor), placing.Placing, "_know")
    after = counts()
    importing.ensure_starter_language(actor)
    told(before=before, after=after, again=counts(), faults=chain.check().faults)
    """,
    )
    assert found["after"] == found["before"] == [0, 0, 0]
    assert found["again"][1] > 180 and found["faults"] == []


LIVED_IN = """
    from django.core.management import call_command
    from kanwil.audit import chain
    from kanwil.audit.models import Event
    from kanwil.config import backup
    from kanwil.people.models import Person

    def chain_now():
        return [list(Event.objects.order_by("number").values_list("number", "hash")), list(chain.check().faults)]
"""
LIVE = """
    call_command("migrate", verbosity=0)
    from tests.cast import make_cast
    make_cast()
    (settings.DATA / "files").mkdir(exist_ok=True)
    (settings.DATA / "files" / "brief.txt").write_text("bewijs")
    chain.drop_anchor()
"""


@pytest.mark.both_databases
def test_backup_and_restore_give_the_same_log_and_survive_being_killed(places):
    """Killed while copying, there is no copy with a name. Killed while putting back, nothing is here yet."""
    (one, address), (two, elsewhere) = places
    copies = one.parent / "copies"
    made = run(
        one,
        LIVED_IN
        + LIVE
        + f"""
    copies = Path({str(copies)!r})
    killed_while(lambda: backup.backup(copies), backup.zipfile.ZipFile, "write")
    half = [file.name for file in copies.glob("kanwil*")]
    for left in copies.glob(".kanwil-*"):
        os.utime(left, (0, 0))
    told(half=half, copy=str(backup.backup(copies)), left=len(list(copies.iterdir())), chain=chain_now(),
         people=Person.objects.count())
    """,
        address,
    )
    assert made["half"] == [] and made["left"] == 1 and made["chain"][1] == []
    assert stat.S_IMODE(Path(made["copy"]).stat().st_mode) == 0o600
    back = run(
        two,
        LIVED_IN
        + f"""
    copy = Path({made["copy"]!r})
    killed_while(lambda: backup.restore(copy), backup.shutil, "copytree")
    half = "people_person" in connection.introspection.table_names()
    said = backup.restore(copy)
    try:
        backup.restore(copy)
    except SystemExit as refusal:
        twice = str(refusal)
    told(half=half, said=said, twice=twice, chain=chain_now(), people=Person.objects.count(),
         file=(settings.DATA / "files" / "brief.txt").read_text())
    """,
        elsewhere,
    )
    assert not back["half"] and "the chain is whole" in back["said"] and "already a Kanwil" in back["twice"]
    assert (back["chain"], back["people"], back["file"]) == (made["chain"], made["people"], "bewijs")
    checked = kanwil(two, "check", address=elsewhere)
    assert checked.returncode == 0, checked.stdout
    assert f"{len(made['chain'][0])} lines, the chain is whole and matches 1 anchors" in checked.stdout


@pytest.mark.both_databases
def test_attack_change_the_log_behind_the_back_of_kanwil_and_check_finds_it(places):
    (folder, address), _ = places
    run(
        folder,
        LIVED_IN
        + LIVE
        + """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE audit_event DISABLE TRIGGER ALL")
        else:
            cursor.execute("DROP TRIGGER audit_event_no_update")
        cursor.execute("UPDATE audit_event SET about_id = 0 WHERE number = 3")
    told()
    """,
        address,
    )
    checked = kanwil(folder, "check", address=address)
    assert checked.returncode == 1 and "line 3 was changed" in checked.stdout


@pytest.mark.parametrize("broken", ["half", "nonsense", "other zip"])
def test_a_copy_that_is_not_whole_is_refused_with_a_sentence(tmp_path, broken):
    import zipfile

    file, data = tmp_path / "kanwil.zip", tmp_path / "data"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("iets.txt" if broken == "other zip" else "about.json", json.dumps({"vendor": "sqlite"}) * 99)
    if broken == "half":
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    if broken == "nonsense":
        file.write_bytes(b"geen zip")
    answer = kanwil(data, "restore", str(file))
    assert answer.returncode and "not a whole copy made by Kanwil" in answer.stderr
    assert "Traceback" not in answer.stderr and not (data / "kanwil.sqlite3").exists()


def test_the_first_start_in_an_empty_folder_makes_it_for_its_owner_only(tmp_path):
    """`kanwil serve`: folder and secret key are made, the page comes, and Ctrl-C stops everything."""
    data = tmp_path / "nieuw"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings = {
        name: value for name, value in environment(data).items() if name not in ("KANWIL_SECRET_KEY", "KANWIL_JOBS")
    }
    command = [sys.executable, "-m", "kanwil.cli", "serve", "--port", str(port)]
    process = subprocess.Popen(command, env=settings, stderr=subprocess.PIPE, text=True)
    try:
        for _ in range(600):
            assert process.poll() is None, process.stderr.read()
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30) as answer:
                    page = answer.read().decode()
                break
            except OSError:
                time.sleep(0.2)
        assert "Kanwil" in page and 'name="password"' in page
        assert stat.S_IMODE(data.stat().st_mode) == 0o700
        assert stat.S_IMODE((data / "secret-key").stat().st_mode) == 0o600
        assert len((data / "secret-key").read_text()) > 40
        assert not list(data.glob("*.part"))
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == 0
