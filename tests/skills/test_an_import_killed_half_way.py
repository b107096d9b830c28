"""`kanwil import skills` that is killed while it writes leaves the database as it was; it can begin again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time

CHILD = textwrap.dedent(
    """
    import sys, time
    from pathlib import Path
    from kanwil.config.start import start_django
    start_django()
    from kanwil.audit.models import Event
    from kanwil.skills import placing
    from kanwil.skills.models import Broader, Framework, Skill, SkillLabel, SkillText

    if sys.argv[1] == "look":
        print(*(m.objects.count() for m in (Framework, Skill, SkillLabel, SkillText, Broader, Event)))
        raise SystemExit
    insert = placing.insert
    def slow(model, columns, rows):
        insert(model, columns, rows)
        print("busy", model.__name__, flush=True)
        time.sleep(0.5)
    placing.insert = slow
    from kanwil.cli import main
    main(["import", "skills", sys.argv[2], "--apply"])
    """
)


def run(folder, *arguments):
    environment = {
        "PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path), "KANWIL_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": "kanwil.config.settings", "KANWIL_SECRET_KEY": "k" * 40,
    }  # fmt: skip
    return subprocess.Popen([sys.executable, *arguments], env=environment, stdout=subprocess.PIPE, text=True)


def said(folder, *arguments):
    process = run(folder, *arguments)
    answer = process.communicate(timeout=300)[0].strip()
    assert process.returncode == 0
    return answer


def test_killed_while_it_writes(tmp_path):
    data, words = tmp_path / "data", tmp_path / "eigen.csv"
    data.mkdir()
    rows = "".join(f"Vouwen {n};Je vouwt op manier {n}.;Papier;plooien {n}\n" for n in range(1200))
    words.write_text("naam;uitleg;groep;synoniemen\n" + rows)
    said(data, "-m", "django", "migrate", "-v0")
    before = said(data, "-c", CHILD, "look")

    process = run(data, "-c", CHILD, "import", str(words))
    while "busy SkillLabel" not in (line := process.stdout.readline()):
        assert line, "it never came to writing"
    time.sleep(0.1)
    process.send_signal(signal.SIGKILL)
    process.wait()

    assert said(data, "-c", CHILD, "look") == before
    assert said(data, "-m", "kanwil.cli", "import", "skills", str(words), "--apply")
    after = said(data, "-c", CHILD, "look").split()
    assert after[:2] == [str(int(before.split()[0]) + 1), str(int(before.split()[1]) + 1201)]
