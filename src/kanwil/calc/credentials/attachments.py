"""The files attached to a PDF, found by a process of its own that the system stops when it takes too much.

A PDF of 70 kB can keep its reader busy for minutes: it is packed several times over. No reader in Python can be
stopped half-way from inside, so this file is run by itself, without the rest of Kanwil: the PDF comes in on standard
input, what is attached goes out as JSON. It may use so many seconds and so much memory, and it cannot write a file.
"""

import base64
import io
import json
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

MEMORY = 1024 * 1024 * 1024
ENDINGS = (".json", ".jsonld", ".jwt", ".txt")


class Stopped(Exception):
    """Looking took too long or too much memory."""


def attached(data: bytes, *, most: int, largest: int, seconds: float) -> tuple[str, list[tuple[str, bytes]]]:
    """`(refusal, files)`: what is wrong, or "" and the attached texts with their names. Raises `Stopped`."""
    command = [sys.executable, "-I", str(Path(__file__)), str(most), str(largest), str(max(1, int(seconds)))]
    try:
        done = subprocess.run(  # noqa: S603 - this very file, with numbers
            command, input=data, capture_output=True, check=False, timeout=max(seconds, 0.1), env={}
        )
    except subprocess.TimeoutExpired as error:
        raise Stopped from error
    if done.returncode < 0:
        raise Stopped
    if done.returncode:
        return "broken", []
    told = json.loads(done.stdout)
    return told["refusal"], [(name, base64.b64decode(content)) for name, content in told["files"]]


def _bound(seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _find(data: bytes, most: int, largest: int) -> dict[str, Any]:
    import pypdf

    files: list[tuple[str, str]] = []
    size = 0
    reader = pypdf.PdfReader(io.BytesIO(data))
    if reader.is_encrypted:
        return {"refusal": "encrypted", "files": []}
    for number, one in enumerate(reader.attachment_list):
        if number >= most:
            return {"refusal": "many", "files": []}
        name = str(one.name)
        if not name.lower().endswith(ENDINGS):
            continue
        content = one.content
        size += len(content)
        if size > largest:
            return {"refusal": "large", "files": []}
        files.append((name[:120], base64.b64encode(content).decode()))
    return {"refusal": "", "files": files}


def _main(most: str, largest: str, seconds: str) -> int:
    _bound(int(seconds))
    try:
        told = _find(sys.stdin.buffer.read(), int(most), int(largest))
    except MemoryError:
        told = {"refusal": "memory", "files": []}
    except Exception:  # a broken PDF can make its reader stumble in any way; all of them mean the same here
        told = {"refusal": "broken", "files": []}
    json.dump(told, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(_main(*sys.argv[1:]))
