# run: the service with the bundled region, a solved round and a link per role; demo: a solved round without the service;
# test: everything that must hold.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
BENCH := .venv/.bench
OUT ?= out

.PHONY: run demo test lint bench peers lock clean

# The folder is the example's own, and begins anew each time.
run: $(READY)
	rm -rf $(OUT)/dienst-demo
	$(BIN)/zachte-landing serve $(OUT)/dienst-demo --demo

demo: $(READY)
	$(BIN)/zachte-landing demo --out $(OUT)

test: lint
	$(BIN)/python -m pytest

lint: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# The speed of a run is kept in .benchmarks/, and the next is compared with it.
bench: $(BENCH)
	$(BIN)/python -m benchmarks.rounds
	$(BIN)/python -m benchmarks.engine --sizes 60x60,200x150,1000x1000 --seconds 60
	$(BIN)/python -m pytest benchmarks/test_speed.py --benchmark-autosave \
		$(if $(wildcard .benchmarks/*/*.json),--benchmark-compare --benchmark-compare-fail=median:50%)

peers: $(BENCH)
	$(BIN)/python -m benchmarks.peers

# The locks hold hashes and no addresses, for every platform and Python 3.11 to 3.13. Other solvers and plots are only
# for who measures: they have a lock of their own, which agrees with the first.
COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header pyproject.toml
lock: $(READY)
	$(BIN)/python -m pip install --quiet uv
	$(COMPILE) --upgrade --extra dev --output-file requirements.lock
	$(COMPILE) --upgrade --extra dev --extra bench --constraint requirements.lock --no-annotate \
		--output-file benchmarks/requirements.lock

clean:
	rm -rf .venv out

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(None if (3, 11) <= sys.version_info < (3, 14) else "Python 3.11, 3.12 or 3.13 is needed; choose one with: make PYTHON=python3.12 run")'
	@echo "Setting up .venv, about a minute ..."
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $@

$(BENCH): $(READY) benchmarks/requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement benchmarks/requirements.lock
	@touch $@
