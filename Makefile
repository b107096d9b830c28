# Kanwil. `make demo` needs python3 (3.11 or newer) and make; everything else it fetches itself.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo demo-reset test bench check clean

demo: $(VENV)/.installed
	@$(BIN)/python tools/translations.py --compile
	@PORT=$(PORT) $(BIN)/kanwil demo

demo-reset: $(VENV)/.installed
	@$(BIN)/python tools/translations.py --compile
	@PORT=$(PORT) $(BIN)/kanwil demo --reset

$(VENV)/.venv-made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Kanwil needs Python 3.11 or newer."; exit 1; }
	@$(PYTHON) -m venv $(VENV) 2>/dev/null || { rm -rf $(VENV); $(PYTHON) tools/make_venv.py $(VENV); }
	@touch $@

$(VENV)/.installed: $(VENV)/.venv-made requirements/run.txt pyproject.toml
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/build.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(BIN)/python tools/libraries.py
	@touch $@

$(VENV)/.developing: $(VENV)/.installed requirements/dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

test: $(VENV)/.developing
	@$(BIN)/python tools/run_tests.py

check: $(VENV)/.developing
	@$(BIN)/ruff check src tests benchmarks tools
	@$(BIN)/ruff format --check src tests benchmarks tools
	@$(BIN)/lint-imports
	@KANWIL_DATA=$(VENV)/check-data $(BIN)/python -m django makemigrations --check --dry-run --settings kanwil.config.settings
	@$(BIN)/mypy

bench: $(VENV)/.developing
	@$(BIN)/python -m benchmarks

clean:
	rm -rf $(VENV) build dist demo-data
