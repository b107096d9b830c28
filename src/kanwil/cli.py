"""The `kanwil` command: demo, serve, import, find, backup, restore, check, admin."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
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


if __name__ == "__main__":
    raise SystemExit(main())
