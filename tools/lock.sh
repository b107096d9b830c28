#!/usr/bin/env bash
# Make the lock files again from pyproject.toml (needs uv). Only hashes are kept, no address of any index.
set -euo pipefail
cd "$(dirname "$0")/.."
options=(--quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links)
uv pip compile "${options[@]}" pyproject.toml -o requirements/run.txt
printf 'hatchling>=1.27\nbabel>=2.17\neditables>=0.5\n' | uv pip compile "${options[@]}" - -o requirements/build.txt
uv pip compile "${options[@]}" -c requirements/run.txt -c requirements/build.txt pyproject.toml --extra postgres --group dev -o requirements/dev.txt
