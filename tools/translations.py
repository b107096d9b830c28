"""Bring every room's Dutch catalogue up to date (needs gettext), and say what is not translated yet.

python tools/translations.py            update src/kanwil/*/locale/nl and report
python tools/translations.py --check    change nothing; report, and fail when something is missing
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "kanwil"


def rooms(package: Path) -> list[Path]:
    """The rooms with words in them: every folder of the package with Python or templates."""
    return sorted(p for p in package.iterdir() if p.is_dir() and (p / "__init__.py").exists())


def extract(room: Path) -> None:
    """Run makemessages for one room; its catalogue is sorted, without line numbers, so that merges stay small."""
    (room / "locale" / "nl" / "LC_MESSAGES").mkdir(parents=True, exist_ok=True)
    command = [
        sys.executable, "-m", "django", "makemessages", "-l", "nl", "--no-location", "--no-obsolete", "-v", "0",
        "-e", "py,html,txt", "--no-wrap",
    ]  # fmt: skip
    environment = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    subprocess.run(command, cwd=room, check=True, env=environment)
    catalogue = room / "locale" / "nl" / "LC_MESSAGES" / "django.po"
    if catalogue.exists() and not _messages(catalogue):
        shutil.rmtree(room / "locale")
    elif not catalogue.exists():
        shutil.rmtree(room / "locale", ignore_errors=True)
    else:
        _tidy(catalogue)


def _tidy(catalogue: Path) -> None:
    """Sort by msgid and drop the dates, so that two people's work merges."""
    command = ["msgcat", "--sort-output", "--no-wrap", "--no-location", "-o", str(catalogue), str(catalogue)]
    subprocess.run(command, check=True)
    lines = catalogue.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith(('"POT-Creation-Date', '"PO-Revision-Date'))]
    catalogue.write_text("\n".join(kept) + "\n", encoding="utf-8")


def _messages(catalogue: Path) -> list[object]:
    with catalogue.open("rb") as source:
        return [m for m in read_po(source, locale="nl") if m.id]


def untranslated(package: Path) -> list[str]:
    """Every word without Dutch, as "room: English"."""
    found = []
    for room in rooms(package):
        catalogue = room / "locale" / "nl" / "LC_MESSAGES" / "django.po"
        if not catalogue.exists():
            continue
        with catalogue.open("rb") as source:
            for message in read_po(source, locale="nl"):
                strings = message.string if isinstance(message.string, tuple) else (message.string,)
                if message.id and (message.fuzzy or not all(strings)):
                    found.append(f"{room.name}: {message.id if isinstance(message.id, str) else message.id[0]}")
    return found


def missing() -> list[str]:
    """What is in the code and has no Dutch, worked out on a copy."""
    with tempfile.TemporaryDirectory() as temporary:
        copy = Path(temporary) / "kanwil"
        shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("*.pyc", "__pycache__", "static", "content"))
        for room in rooms(copy):
            extract(room)
        return untranslated(copy)


def main() -> int:
    if "--compile" in sys.argv:
        sys.path.insert(0, str(ROOT))
        from hatch_build import compile_translations

        compile_translations(PACKAGE)
        return 0
    if "--check" in sys.argv:
        found = missing()
    else:
        for room in rooms(PACKAGE):
            extract(room)
        found = untranslated(PACKAGE)
    for line in found:
        print(line)
    print(f"{len(found)} without Dutch")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
