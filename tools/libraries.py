"""What a PDF needs from the system: install it with apt where that is possible, and else say how."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys

NEEDED = {  # the same as kanwil.passport.printing.ready.DEBIAN; a test compares them
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}


def missing() -> list[str]:
    """The Debian packages that are not there yet."""
    found = []
    for file, package in NEEDED.items():
        try:
            ctypes.CDLL(file)
        except OSError:
            found.append(package)
    return found


def install(packages: list[str]) -> None:
    """Install packages with apt; only root can."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=False, env=environment)
    subprocess.run(
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages],
        check=False,
        env=environment,
        stdout=subprocess.DEVNULL,
    )


def main() -> int:
    packages = missing()
    if not packages or not sys.platform.startswith("linux"):
        return 0
    if shutil.which("apt-get") and os.geteuid() == 0:
        print(f"Installing what a PDF needs: {' '.join(packages)}", flush=True)
        install(packages)
    if missing():
        print(
            f"Everything works but the PDF of a passport. For that, run:\n\n    sudo apt install {' '.join(packages)}\n"
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
