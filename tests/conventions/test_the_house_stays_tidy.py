"""The rules of the house that a machine can check."""

import ast
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "kanwil"
MODULES = [p for p in PACKAGE.rglob("*.py") if "migrations" not in p.parts]
PAGES = [p for p in MODULES if p.name == "pages.py" or p.parent.name == "pages"]


def relative(path):
    return str(path.relative_to(PACKAGE))


def functions(path):
    return [n for n in ast.walk(ast.parse(path.read_text())) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_a_module_fits_in_the_head(path):
    assert len(path.read_text().splitlines()) <= 400


@pytest.mark.parametrize("path", PAGES, ids=relative)
def test_a_page_function_fits_on_a_screen(path):
    long = {f.name: f.end_lineno - f.lineno + 1 for f in functions(path) if f.end_lineno - f.lineno >= 40}
    assert not long


@pytest.mark.parametrize("path", PAGES, ids=relative)
def test_pages_ask_the_rules_and_not_the_tables(path):
    assert ".objects" not in path.read_text()


def test_no_drawer_for_everything():
    names = {"utils.py", "helpers.py", "services.py", "util.py", "misc.py", "common.py", "signals.py"}
    assert not [relative(p) for p in MODULES if p.name in names]


def test_no_logic_in_signals():
    words = ("post_save", "pre_save", "post_delete", "pre_delete", "m2m_changed")
    assert not [relative(p) for p in MODULES if any(w in p.read_text() for w in words)]


def test_every_write_is_an_action():
    """Each public function of an actions module that takes an actor first is marked as an action."""
    loose = []
    for path in (p for p in MODULES if p.name == "actions.py"):
        module = importlib.import_module("kanwil." + relative(path)[:-3].replace("/", "."))
        for function in (n for n in ast.parse(path.read_text()).body if isinstance(n, ast.FunctionDef)):
            first = function.args.args[0].arg if function.args.args else ""
            if first == "actor" and not function.name.startswith("_"):
                is_action = getattr(getattr(module, function.name), "is_action", False)
                registered = function.name in {"stop_sharing_on_leaving", "stop_sharing_with_team"}
                if not is_action and not registered:
                    loose.append(f"{relative(path)}: {function.name}")
    assert not loose


def test_public_functions_say_what_they_do():
    silent = []
    for path in (
        p for p in MODULES if p.name in {"actions.py", "record.py", "decisions.py"} or p.parent.name == "calc"
    ):
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and not ast.get_docstring(node):
                short = node.end_lineno - node.lineno <= 4
                if not short:
                    silent.append(f"{relative(path)}: {node.name}")
    assert not silent


def test_every_migration_has_a_name_somebody_chose():
    assert not [str(p) for p in PACKAGE.rglob("migrations/*.py") if "_auto_" in p.name]


def test_every_word_has_dutch():
    result = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "translations.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize("word", ["pypi.org", "registry.npmjs", "deb.debian.org", "/work/"])
def test_no_address_of_a_registry_or_machine(word):
    listing = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split()
    here = str(Path(__file__).relative_to(ROOT))
    holding = [f for f in listing if f != here and (ROOT / f).is_file() and word.encode() in (ROOT / f).read_bytes()]
    assert not holding


def test_a_command_starts_without_the_large_libraries_that_few_files_need():
    """openpyxl, rdflib and PyLD took half of the start of every command, worker and test; WeasyPrint takes more."""
    large = {"openpyxl", "rdflib", "pyld", "weasyprint", "fontTools", "segno"}
    asked = f"import sys, django; django.setup(); print(*({large} & set(sys.modules)))"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert told.stdout.split() == []
