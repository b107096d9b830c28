"""`kanwil demo`: a folder with the example organisation, web and worker, and a door where you choose who you are."""

from __future__ import annotations

import os
import re
import shutil
import sys
import threading
import time
import urllib.parse
import urllib.request
import webbrowser
from collections.abc import Iterator
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
    """Start everything, go in as everybody on the cards and see their start page, stop; says whether it worked."""
    from kanwil.config import server

    outcome: list[str] = []

    def look() -> None:
        try:
            outcome.extend(_look_around(f"http://127.0.0.1:{port}"))
        except OSError as problem:
            outcome.append(f"{getattr(problem, 'url', '')} {problem}")
        finally:
            os.kill(os.getpid(), 15)

    server.serve(host="127.0.0.1", port=port, ready=lambda: threading.Thread(target=look, daemon=True).start())
    for fault in outcome:
        print(fault, file=sys.stderr)
    print("demo --check: " + ("failed" if outcome else "all good"))
    return 1 if outcome else 0


def _look_around(address: str) -> Iterator[str]:
    """Open the style sheet, the door, and the start page of everybody on a card; yields what is not as it should be."""
    if not _wait(address + "/"):
        yield "the first page did not come"
        return
    with urllib.request.urlopen(f"{address}/static/ui/tokens.css", timeout=10) as answer:  # noqa: S310
        if b"--paper" not in answer.read():
            yield "the style sheet is not what it should be"
    seen = 0
    for person in re.findall(r'name="person" value="(\d+)"', _Visitor().read(f"{address}/demo/")):
        visitor = _Visitor()
        door = visitor.read(f"{address}/demo/")
        token = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', door)[0]
        page = visitor.read(f"{address}/demo/binnen/", {"csrfmiddlewaretoken": token, "person": person})
        seen += 1
        if 'class="top"' not in page or "<h1" not in page:
            yield f"the start page of person {person} is not what it should be"
    if not seen:
        yield "nobody can be chosen at the door"


class _Visitor:
    """Somebody with a browser of their own."""

    def __init__(self) -> None:
        self.browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())

    def read(self, url: str, sent: dict[str, str] | None = None) -> str:
        data = urllib.parse.urlencode(sent).encode() if sent else None
        with self.browser.open(url, data, timeout=20) as answer:
            return str(answer.read().decode())
