"""The `kanwil` command: demo, serve, import, find, backup, restore, check, admin, passport, credentials."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from kanwil.config.start import start_django


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code. Without a command it shows what there is."""
    parser = argparse.ArgumentParser(prog="kanwil", description="Kanwil: leading people by what they can and want.")
    parser.add_argument("--data", help="data folder (also KANWIL_DATA)")
    commands = parser.add_subparsers(dest="command", required=True)
    _demo(commands)
    _serve(commands)
    _check(commands)
    _backup(commands)
    _admin(commands)
    _imports(commands)
    _passport(commands)
    _credentials(commands)
    _find(commands)
    args = parser.parse_args(argv)
    if args.data:
        os.environ["KANWIL_DATA"] = str(Path(args.data).resolve())
    return int(args.run(args) or 0)


def _demo(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser("demo", help="try Kanwil with an example organisation")
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
    parser.add_argument("--reset", action="store_true", help="start over with a fresh example")
    parser.add_argument("--check", action="store_true", help="build, start, open every start page once, stop")
    parser.add_argument("--no-browser", action="store_true")
    parser.set_defaults(run=_run_demo)


def _run_demo(args: argparse.Namespace) -> int:
    from kanwil.demo import start

    return start.demo(port=args.port, reset=args.reset, check=args.check, browser=not args.no_browser)


def _serve(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser("serve", help="run Kanwil for an organisation")
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--processes", type=int, default=1, help="web processes (more than 1 asks for PostgreSQL)")
    parser.set_defaults(run=_run_serve)


def _run_serve(args: argparse.Namespace) -> int:
    from kanwil.config import server

    start_django()
    return server.serve(host=args.host, port=args.port, processes=args.processes)


def _check(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser("check", help="check the settings, the database and the chain of the log")
    parser.add_argument("--anchor", action="store_true", help="also write a new anchor outside the database")
    parser.set_defaults(run=_run_check)


def _run_check(args: argparse.Namespace) -> int:
    start_django()
    from kanwil.config import health

    report = health.check(anchor=args.anchor)
    for line in report.lines:
        print(line)
    return 0 if report.sound else 1


def _backup(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser("backup", help="write a checked copy of everything to a folder")
    parser.add_argument("folder")
    parser.set_defaults(run=_run_backup)
    parser = commands.add_parser("restore", help="put a copy back in an empty data folder")
    parser.add_argument("file")
    parser.set_defaults(run=_run_restore)


def _run_backup(args: argparse.Namespace) -> int:
    start_django()
    from kanwil.config import backup

    print(backup.backup(Path(args.folder)))
    return 0


def _run_restore(args: argparse.Namespace) -> int:
    start_django()
    from kanwil.config import backup

    print(backup.restore(Path(args.file)))
    return 0


def _admin(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser("admin", help="make the first administrator, and print a one-time code")
    parser.add_argument("name", help='first and last name, such as "Eva de Boer"')
    parser.add_argument("--username", required=True)
    parser.set_defaults(run=_run_admin)


def _run_admin(args: argparse.Namespace) -> int:
    start_django()
    from kanwil.config import first

    print(first.administrator(name=args.name, username=args.username))
    return 0


def _imports(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser("import", help="bring in people or a skills language from a file")
    parser.add_argument("kind", choices=("people", "skills"))
    parser.add_argument("path", nargs="+")
    parser.add_argument("--apply", action="store_true", help="apply; without it only the report is shown")
    parser.add_argument("--format", default="", help="skills: esco, skos, competentnl, own, starter")
    parser.add_argument("--mapping", default="", help='columns, such as "Nr=number,Afd=unit"')
    parser.add_argument(
        "--complete",
        action="store_true",
        help="the file is complete: who or what is missing has left, or is no longer offered",
    )
    parser.set_defaults(run=_run_import)


def _run_import(args: argparse.Namespace) -> int:
    start_django()
    if args.kind == "people":
        from kanwil.people.importing import run_people_import

        return run_people_import(
            Path(args.path[0]), mapping=args.mapping, apply=args.apply, complete=args.complete, out=sys.stdout
        )
    from kanwil.skills.importing import run_skills_import

    return run_skills_import(
        [Path(p) for p in args.path], format=args.format, apply=args.apply, complete=args.complete, out=sys.stdout
    )


def _passport(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser("passport", help="check a passport or a credential, without a network")
    wishes = parser.add_subparsers(dest="wish", required=True)
    parser = wishes.add_parser("verify", help="exit code 0: all of it verified, 1: not all, 2: cannot be read")
    parser.add_argument("file", help="JSON, token, PNG, SVG or PDF")
    parser.add_argument(
        "--did", nargs="+", default=[], metavar="FILE", help="did.json of who signed, or a folder of them"
    )
    parser.add_argument(
        "--status", nargs="+", default=[], metavar="FILE", help="lists of withdrawals, or a folder of them"
    )
    parser.add_argument("--at", default="", help="check as on this moment, such as 2026-05-01T12:00:00+02:00")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--language", choices=("nl", "en"), default="nl")
    parser.set_defaults(run=_run_passport)


def _run_passport(args: argparse.Namespace) -> int:
    from kanwil.calc.credentials import commands

    known = [Path(one) for one in [*args.did, *args.status]]
    return commands.run_verify(
        Path(args.file), known, now=_moment(args.at), as_json=args.json, language=args.language, out=sys.stdout
    )


def _credentials(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser("credentials", help="keys for signing passports: make, rotate, export, close")
    parser.add_argument("--folder", default="", help="folder of the keys; keys/ in the data folder if not given")
    wishes = parser.add_subparsers(dest="wish", required=True)
    new = wishes.add_parser("new-keys", help="make the first keys of the organisation, a confirmer or a person")
    new.add_argument("--url", default="", help="address of the site, such as https://kanwil.example.nl")
    new.add_argument("--confirmer", default="", metavar="ID")
    new.add_argument("--person", default="", metavar="ID")
    rotate = wishes.add_parser("rotate", help="new keys; the old ones stay published")
    rotate.add_argument("name", nargs="?", default="organisation", help="organisation, or confirmers/ID")
    rotate.add_argument(
        "--leaked", action="store_true", help="the old keys leaked: what they signed is no longer believed"
    )
    export = wishes.add_parser("export", help="write the public files, for any web server")
    export.add_argument("target")
    export.add_argument("--lists", default="", help="folder with the published lists of withdrawals")
    export.add_argument(
        "--private-passphrase-file", default="", help="also write the keys, encrypted with this passphrase"
    )
    lists = wishes.add_parser("lists", help="write the lists of withdrawals as they are now, signed")
    lists.add_argument("target", help="a folder, for --lists of export and close")
    close = wishes.add_parser("close", help="the installation stops: write what must stay on the web, erase the keys")
    close.add_argument("target")
    close.add_argument("--lists", required=True, help="folder with the published lists of withdrawals")
    close.add_argument("--until", required=True, help="how long the lists hold, such as 2036-12-31T00:00:00+01:00")
    close.add_argument("--yes", action="store_true", help="I know that the keys are erased")
    parser.set_defaults(run=_run_credentials)


def _run_credentials(args: argparse.Namespace) -> int:
    from kanwil.calc.credentials import KeyFolder, Refused, commands, words
    from kanwil.config import env

    folder = Path(args.folder or Path(env.text("KANWIL_DATA", "data")) / "keys")
    keys = KeyFolder(folder, passphrase=env.text("KANWIL_KEYS_PASSPHRASE"))
    now, lists = _moment(""), Path(args.lists) if getattr(args, "lists", "") else None
    try:
        if args.wish == "new-keys":
            return commands.run_new_keys(keys, args.url, args.confirmer, args.person, now=now, out=sys.stdout)
        if args.wish == "rotate":
            return commands.run_rotate(keys, args.name, leaked=args.leaked, now=now, out=sys.stdout)
        if args.wish == "export":
            secret = args.private_passphrase_file
            passphrase = Path(secret).read_text(encoding="utf-8").strip() if secret else ""
            return commands.run_export(keys, Path(args.target), lists, private_passphrase=passphrase, out=sys.stdout)
        if args.wish == "lists":
            return _write_lists(Path(args.target))
        if not args.yes:
            print("This erases the keys. Say --yes if you mean it.", file=sys.stderr)
            return 1
        until = _moment(args.until)
        return commands.run_close(keys, Path(args.target), Path(args.lists), now=now, until=until, out=sys.stdout)
    except Refused as error:
        detail = f" [{error.detail}]" if error.detail else ""
        print(words.sentence(error.code, "en") + detail, file=sys.stderr)
        return 1


def _write_lists(target: Path) -> int:
    start_django()
    from django.core.exceptions import ValidationError

    from kanwil.signing import lists

    try:
        written = lists.write_lists(target)
    except ValidationError as refused:
        print(" ".join(refused.messages), file=sys.stderr)
        return 1
    for file in written:
        print(file)
    if not written:
        print("There are no keys, so there is no list. Make them with: kanwil credentials new-keys", file=sys.stderr)
    return 0 if written else 1


def _moment(text: str) -> datetime:
    if not text:
        return datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise SystemExit(f"{text!r} is no moment; write 2026-05-01T12:00:00+02:00") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _find(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser("find", help="find skills by a text, in the languages of this installation or a file")
    parser.add_argument("text", nargs="?", help='such as "ik help bewoners met aankleden"')
    parser.add_argument("--batch", type=Path, metavar="FILE", help="a CSV with a column query; one answer per row")
    parser.add_argument(
        "--concepts",
        type=Path,
        metavar="FILE",
        help="look in this CSV (uri, label_nl, alt_labels_nl, description_nl); needs no database",
    )
    parser.add_argument("--limit", type=int, default=10, help="how many skills at most (10)")
    parser.add_argument("--json", action="store_true", help="as JSON; with --batch one line per row")
    parser.set_defaults(run=_run_find)


def _run_find(args: argparse.Namespace) -> int:
    from kanwil.calc.finder import command

    def known() -> command.Known:
        if args.concepts:
            return command.concepts_file(args.concepts)
        start_django()
        from kanwil.skills.finding import known_words

        return known_words()

    return command.run(
        known,
        text=args.text,
        batch=args.batch,
        limit=args.limit,
        as_json=args.json,
        out=sys.stdout,
        err=sys.stderr,
    )


if __name__ == "__main__":
    raise SystemExit(main())
