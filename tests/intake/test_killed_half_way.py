"""A process that is killed while it takes a list over leaves the database as it was; the work can begin again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time

import pytest

CHILD = textwrap.dedent(
    """
    import sys, time
    import django
    django.setup()
    from kanwil.access import system
    from kanwil.intake import actions, work
    from kanwil.intake.columns import recognise
    from kanwil.intake.models import Batch
    from kanwil.people.importing import columns, taking_over

    actor, step = system("test"), sys.argv[1]
    if step == "check":
        rows = "".join(f"{i:05};Voornaam{i};Team {i % 40}\\n" for i in range(1200))
        data = ("Personeelsnummer;Voornaam;Team\\n" + rows).encode()
        batch = actions.bring(actor, kind="people", name="a.csv", chunks=[data])
        with work.open_batch(batch) as table:
            mapping = recognise(columns.COLUMNS, table.headers).mapping
        actions.choose_columns(actor, batch=batch, mapping=mapping, options={})
        actions.begin(actor, batch=batch, to=Batch.CHECKING)
        work.go_on(actor, batch)
        actions.begin(actor, batch=batch, to=Batch.APPLYING)
    batch = Batch.objects.get()
    if step == "slow":
        placing = taking_over._Work._told
        def slow(self, count, what):
            placing(self, count, what)
            print("busy", flush=True)
            time.sleep(0.4)
        taking_over._Work._told = slow
    if step == "look":
        from kanwil.audit import chain
        from kanwil.intake import progress
        from kanwil.people.models import Membership, Person, Unit
        print(Person.objects.count(), Unit.objects.count(), Membership.objects.count(), batch.state,
              progress.stopped_half_way(batch))
    elif step != "check":
        work.go_on(actor, batch)
    """
)


def run(folder, step, **kwargs):
    environment = {
        "PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path), "KANWIL_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": "kanwil.config.settings", "KANWIL_SECRET_KEY": "k" * 40,
    }  # fmt: skip
    command = [sys.executable, "-c", CHILD, step] if step else [sys.executable, "-m", "django", "migrate", "-v0"]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True, **kwargs)


def said(folder, step):
    process = run(folder, step)
    answer = process.communicate(timeout=300)[0].strip()
    assert process.returncode == 0
    return answer


@pytest.mark.parametrize("steps", [2])
def test_killed_while_taking_over(tmp_path, steps):
    said(tmp_path, "")
    said(tmp_path, "check")
    before = said(tmp_path, "look")
    assert before == "0 0 0 applying False"

    process = run(tmp_path, "slow")
    for _ in range(steps):
        assert process.stdout.readline().strip() == "busy"
    time.sleep(0.1)
    process.send_signal(signal.SIGKILL)
    process.wait()

    assert said(tmp_path, "look") == "0 0 0 applying True"
    said(tmp_path, "again")
    assert said(tmp_path, "look") == "1200 40 1200 applied False"
