# run: solve the bundled round and show it; demo: the same without the web page; test: everything that must hold.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
OUT ?= out

.PHONY: run demo test lint bench lock clean

run: demo
	$(BIN)/zachte-landing serve $(OUT)

demo: $(READY)
	$(BIN)/zachte-landing demo --out $(OUT)

test: lint
	$(BIN)/python -m pytest

lint: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(READY)
	$(BIN)/python -m benchmarks.rounds

# The lock holds hashes and no addresses; all extras, for every platform and Python 3.11 to 3.13.
lock: $(READY)
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --upgrade --all-extras --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-emit-find-links --no-header pyproject.toml --output-file requirements.lock

clean:
	rm -rf .venv out

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(None if (3, 11) <= sys.version_info < (3, 14) else "Python 3.11, 3.12 or 3.13 is needed; choose one with: make PYTHON=python3.12 run")'
	@echo "Setting up .venv, about a minute ..."
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $@
