"""`kanwil passport verify` and `kanwil credentials …`: on files and folders, without a database or a network."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

from kanwil.calc.credentials import closing, dids, reading, words
from kanwil.calc.credentials.keyring import KeyFolder
from kanwil.calc.credentials.limits import LIMITS
from kanwil.calc.credentials.refusal import Refused
from kanwil.calc.credentials.report import Finding, Problem, Report
from kanwil.calc.credentials.verifying import verify

VERIFIED, NOT_VERIFIED, UNREADABLE = 0, 1, 2


def run_verify(file: Path, known: Iterable[Path], *, now: datetime, as_json: bool, language: str, out: TextIO) -> int:
    """Check a file; `known` are documents with keys and lists of withdrawals, or folders of them, given by hand."""
    try:
        with file.open("rb") as source:
            data = source.read(LIMITS.file_bytes + 1)
        documents, lists = _known(known)
        report = verify(data, now=now, resolver=documents, status_lists=lists)
    except OSError as error:
        report = Report("", problems=(Problem("file-not-read", str(error.strerror)),))
    except Refused as error:
        report = Report("", problems=(Problem(error.code, error.detail),))
    if as_json:
        print(json.dumps(as_data(report, language), ensure_ascii=False, indent=2), file=out)
    else:
        print("\n".join(words.lines(report, language)), file=out)
    if not report.readable:
        return UNREADABLE
    return VERIFIED if report.verified else NOT_VERIFIED


def as_data(report: Report, language: str = "nl") -> dict[str, Any]:
    """A report as plain data, with the sentences beside the codes."""

    def problem(one: Problem) -> dict[str, str]:
        return {"code": one.code, "detail": one.detail, "sentence": words.sentence(one.code, language)}

    def finding(one: Finding) -> dict[str, Any]:
        return {
            "where": one.where,
            "kind": one.kind,
            "id": one.id,
            "verified": one.verified,
            "signature": one.signature,
            "status": one.status,
            "validity": one.validity,
            "signer": asdict(one.signer),
            "says": asdict(one.says),
            "problems": [problem(each) for each in one.problems],
            "parts": [finding(part) for part in one.parts],
        }

    return {
        "verified": report.verified,
        "readable": report.readable,
        "kind": report.kind,
        "problems": [problem(one) for one in report.problems],
        "findings": [finding(one) for one in report.findings],
    }


def run_new_keys(keys: KeyFolder, url: str, confirmer: str, person: str, *, now: datetime, out: TextIO) -> int:
    """Make keys for the organisation, or for one who confirms, or for one person."""
    if confirmer:
        ring = keys.make_confirmer(confirmer, now=now)
    elif person:
        ring = keys.make_person(person, now=now)
    elif not url:
        raise Refused("no-address")
    else:
        ring = keys.make_organisation(url, now=now)
    print(ring.did, file=out)
    if ring.did.startswith("did:web:"):
        print(f"publish: {dids.address(ring.did)}", file=out)
    return 0


def run_rotate(keys: KeyFolder, name: str, *, leaked: bool, now: datetime, out: TextIO) -> int:
    ring = keys.rotate(name, now=now, leaked=leaked)
    for key in ring.keys:
        print(f"{key.state:9} {key.kind:7} {key.made} {ring.did}#{key.multibase}", file=out)
    return 0


def run_export(keys: KeyFolder, target: Path, lists: Path | None, *, private_passphrase: str, out: TextIO) -> int:
    written = closing.export(keys, target, _lists(lists))
    if private_passphrase:
        written += closing.export_private(keys, target / "private", private_passphrase)
    for file in written:
        print(file, file=out)
    return 0


def run_close(keys: KeyFolder, target: Path, lists: Path, *, now: datetime, until: datetime, out: TextIO) -> int:
    for file in closing.close(keys, target, _lists(lists), now=now, until=until):
        print(file, file=out)
    return 0


def _known(paths: Iterable[Path]) -> tuple[dids.Resolver, dids.Resolver]:
    documents: list[Mapping[str, Any]] = []
    lists: dict[str, Mapping[str, Any]] = {}
    for path in paths:
        for file in sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]:
            try:
                found = _read(file)
            except Refused:
                if path.is_dir():
                    continue  # a folder may hold other things too; a file that was named must be right
                raise
            if "BitstringStatusListCredential" in (found.get("type") or []):
                lists[str(found.get("id"))] = found
            elif "verificationMethod" in found:
                documents.append(found)
    return dids.directory(documents), lists.get


def _lists(folder: Path | None) -> list[dict[str, Any]]:
    if folder is None:
        return []
    files = sorted(one for one in folder.rglob("*") if one.is_file())
    return [found for found in map(_read, files) if "BitstringStatusListCredential" in (found.get("type") or [])]


def _read(file: Path) -> dict[str, Any]:
    with file.open("rb") as source:
        text = source.read(LIMITS.json_bytes + 1)
    try:
        return reading.json_object(text, LIMITS)
    except Refused as error:
        raise Refused(error.code, file.name) from error
