"""Make a virtual environment where Debian left `venv` half installed: install python3-venv, or say how."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path


def main(folder: str) -> int:
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    install = ["apt-get", "install", "-y", "-qq", package]
    if shutil.which("apt-get"):
        if os.geteuid() == 0:
            subprocess.run(["apt-get", "update", "-qq"], check=False)
            subprocess.run(install, check=False, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"})
        elif shutil.which("sudo") and sys.stdin.isatty():
            print(f"Kanwil needs the package {package}; sudo may ask for your password.")
            subprocess.run(["sudo", *install], check=False)
    try:
        venv.create(folder, with_pip=True)
    except (subprocess.CalledProcessError, OSError):
        shutil.rmtree(Path(folder), ignore_errors=True)
        print(f"Python cannot make a virtual environment here. Run first:\n\n    sudo apt install {package}\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
