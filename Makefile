# Two commands do all the set-up on a machine with Python 3.11 or newer: `make run` and `make test`.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
WORKERS ?= $(shell $(PYTHON) -c 'import os; print(min(8, max(2, os.cpu_count() or 2)))')
BY_FILE := --dist loadfile --no-loadscope-reorder -n $(WORKERS)
# Of these many wait for a process, a clock or a database: on two cores a third fills the gaps.
BY_MORE := --dist loadfile --no-loadscope-reorder -n $(shell expr $(WORKERS) + 1)
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes

# A process that is started by a test finds what was compiled before it: without, each start takes half as long again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test test-scripts test-python promises bench check lint types lock schema access-map catalogue sbom advisories clean

run: $(VENV)/run.done
	TIDEMARK_DEMO=$${TIDEMARK_DEMO:-1} $(BIN)/tidemark run

test: $(VENV)/test.done lint
	$(BIN)/python -m tests.tools
	$(BIN)/python -m compileall -q -j 0 server
	$(MAKE) --jobs 3 types test-scripts test-python
	$(BIN)/python -m pytest -p tests.promises.figures $(BY_FILE) -m "not alone" tests/browser
	$(BIN)/python -m pytest -p tests.promises.figures -m alone tests/browser

# Mostly waits for timers, so it runs beside the next; what it says is shown when it fails.
test-scripts:
	if node --version >/dev/null 2>&1; then node --test tests/js/*.test.js >$(VENV)/node.log || { cat $(VENV)/node.log; exit 1; }; tail -8 $(VENV)/node.log; else $(BIN)/python -m tests.tools --node; fi

test-python:
	$(BIN)/python -m pytest -p tests.promises.figures $(BY_MORE) --ignore tests/browser

promises: $(VENV)/test.done
	TIDEMARK_PROMISES=full $(BIN)/python -m pytest -p tests.promises.figures -s tests/promises tests/browser/test_p17_typing.py

bench: $(VENV)/test.done
	$(BIN)/python -m bench.pages
	$(BIN)/python -m bench.load

check: lint types

lint: $(VENV)/test.done
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python -m tests.catalogue
	$(BIN)/python -m tests.medicine_data

# A minute of one core: beside the tests it takes what they leave.
types: $(VENV)/test.done
	nice $(BIN)/mypy

$(VENV)/python.done:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Tidemark needs Python 3.11 or newer. Set PYTHON to one, like: make run PYTHON=python3.12")'
	$(PYTHON) -c 'import sys, importlib.util; sys.exit(not importlib.util.find_spec("ensurepip") and "Python cannot make an environment here. Install its part for that, on Debian: apt-get install python3-venv")'
	$(PYTHON) -m venv $(VENV)
	touch $@

$(VENV)/run.done: requirements/run.txt pyproject.toml | $(VENV)/python.done
	$(PIP) -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/test.done: requirements/test.txt $(VENV)/run.done
	$(PIP) -r requirements/test.txt
	touch $@

lock: $(VENV)/python.done
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --quiet --extra build pyproject.toml -o requirements/run.txt
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --quiet --extra build --extra test -c requirements/run.txt pyproject.toml -o requirements/test.txt

schema: $(VENV)/run.done
	TIDEMARK_DATA=$$(mktemp -d) $(BIN)/tidemark schema > server/db/schema.sql

access-map: $(VENV)/run.done
	TIDEMARK_DATA=$$(mktemp -d) TIDEMARK_DEMO=1 $(BIN)/tidemark routes > tests/house/access_map.txt

catalogue: $(VENV)/test.done
	$(BIN)/python -m tests.catalogue --write
	$(BIN)/python -m tests.medicine_data --write

# What a clinic runs, with hashes: build/sbom.cdx.json, the same bytes each time.
sbom: $(VENV)/test.done
	$(BIN)/python -m tests.sbom

# Asks osv.dev what is known against each pinned package, and writes it into requirements/advisories.json.
advisories: $(VENV)/test.done
	$(BIN)/python -m tests.advisories

clean:
	rm -rf $(VENV) build *.egg-info
