"""`kanwil demo`: a folder with the example organisation, web and worker, and a door where you choose who you are."""

from __future__ import annotations

import os
import shutil
import sys
import threading
import time
import urllib.request
import webbrowser
from pathlib import Path

MARKER = "this-is-a-demo"


def demo(*, port: int, reset: bool = False, check: bool = False, browser: bool = True) -> int:
    """Build the example when needed, start, and say where it is. Run again keeps the data."""
    data = Path(os.environ.get("KANWIL_DATA") or "demo-data").resolve()
    if data.exists() and any(data.iterdir()) and not (data / MARKER).exists():
        print(f"{data} is not a demo folder; choose another with --data", file=sys.stderr)
        return 2
    if reset and data.exists():
        shutil.rmtree(data)
    data.mkdir(parents=True, exist_ok=True)
    (data / MARKER).touch()
    address = f"http://localhost:{port}"
    os.environ.update(KANWIL_DATA=str(data), KANWIL_DEMO="yes", KANWIL_URL=address)
    os.environ.pop("KANWIL_DATABASE_URL", None)
    from kanwil.config.start import start_django

    start_django()
    from kanwil.config import server

    server.prepare()
    from kanwil.demo import build

    built = build.ensure(progress=lambda text: print(text, flush=True))
    print(("The example organisation is ready." if built else "Your demo of last time is kept.") + f" Open {address}")
    print("Stop with Ctrl-C. Start over with `make demo-reset`.", flush=True)
    if check:
        return _check(port)
    if browser and (os.environ.get("DISPLAY") or sys.platform in ("darwin", "win32")):
        threading.Thread(target=_open_when_up, args=(address,), daemon=True).start()
    return server.serve(host="127.0.0.1", port=port)


def _open_when_up(address: str) -> None:
    if _wait(address):
        webbrowser.open(address)


def _wait(address: str, seconds: float = 30) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310
                return bool(answer.status == 200)
        except OSError:
            time.sleep(0.2)
    return False


def _check(port: int) -> int:
    """Start everything, see that the first page and its style sheet come, stop; says whether it worked."""
    from kanwil.config import server

    outcome: list[str] = []

    def look() -> None:
        address = f"http://127.0.0.1:{port}"
        if not _wait(address + "/"):
            outcome.append("the first page did not come")
        else:
            for path, expected in (("/", b"Kanwil"), ("/static/ui/tokens.css", b"--paper")):
                with urllib.request.urlopen(address + path, timeout=10) as answer:  # noqa: S310
                    if expected not in answer.read():
                        outcome.append(f"{path} is not what it should be")
        os.kill(os.getpid(), 15)

    server.serve(host="127.0.0.1", port=port, ready=lambda: threading.Thread(target=look, daemon=True).start())
    for fault in outcome:
        print(fault, file=sys.stderr)
    print("demo --check: " + ("failed" if outcome else "all good"))
    return 1 if outcome else 0
