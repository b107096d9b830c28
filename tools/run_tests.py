"""`make test`: everything, in one go, on SQLite and on a throw-away PostgreSQL, in a browser, and from the built wheel.

Nothing is skipped silently: what is missing is installed with apt where that is possible, and named otherwise.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

from tools import libraries  # noqa: E402  (only now: the tools are no package)
from tools.cluster import postgres_bin, postgresql  # noqa: E402

PYTHON = sys.executable
NEEDED = {"chromium": "chromium", "xgettext": "gettext", "psql": "postgresql"}
FONTS = "fonts-noto-core"


def say(text: str) -> None:
    print(f"\n── {text}", flush=True)


def missing_packages() -> list[str]:
    packages = [package for command, package in NEEDED.items() if shutil.which(command) is None]
    if postgres_bin() is None and "postgresql" not in packages:
        packages.append("postgresql")
    if (
        shutil.which("fc-list") is None
        or not subprocess.run(["fc-list"], capture_output=True, check=False).stdout.strip()
    ):
        packages.append(FONTS)
    return packages + libraries.missing()


def install_what_is_missing() -> None:
    packages = missing_packages()
    if not packages:
        return
    if shutil.which("apt-get") and os.geteuid() == 0:
        say(f"installing with apt: {' '.join(packages)}")
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], check=True, env=environment)
        subprocess.run(
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages],
            check=True,
            env=environment,
            stdout=subprocess.DEVNULL,
        )
    if still := missing_packages():
        raise SystemExit(f"The tests need more than is here. Run first:\n\n    sudo apt install {' '.join(still)}\n")


def step(name: str, command: list[str], **environment: str) -> None:
    say(name)
    start = time.monotonic()
    result = subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=False)
    if result.returncode:
        raise SystemExit(f"{name}: failed")
    print(f"{name}: good, {time.monotonic() - start:.0f} s", flush=True)


def try_the_wheel() -> None:
    """Build the wheel, install it in a clean environment, and run the demo from it."""
    with tempfile.TemporaryDirectory(prefix="kanwil-wheel-") as temporary:
        folder = Path(temporary)
        step("build the wheel", [PYTHON, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)])
        wheel = next(folder.glob("*.whl"))
        venv.create(folder / "venv", with_pip=True)
        python = str(folder / "venv" / "bin" / "python")
        pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-compile"]
        step("install the wheel", [*pip, "--require-hashes", "-r", str(ROOT / "requirements" / "run.txt")])
        step("install the wheel itself", [*pip, "--no-deps", str(wheel)])
        step(
            "kanwil demo --check from the wheel",
            [
                str(folder / "venv" / "bin" / "kanwil"),
                "--data",
                str(folder / "data"),
                "demo",
                "--check",
                "--port",
                "8127",
            ],
        )


def main() -> int:
    start = time.monotonic()
    install_what_is_missing()
    step("make check", ["make", "--no-print-directory", "check"])
    pytest = [PYTHON, "-m", "pytest", "-n", "2", "--dist", "worksteal"]
    step("tests on SQLite", [*pytest, "-m", "not browser"])
    with postgresql() as address:
        step("tests on PostgreSQL", [*pytest, "-m", "not browser"], TEST_DATABASE_URL=address)
    step("tests in the browser", [*pytest, "-m", "browser"])
    try_the_wheel()
    print(f"\nEverything is good, in {(time.monotonic() - start) / 60:.1f} minutes.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
