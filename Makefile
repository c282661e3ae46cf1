# Everything from nothing but python3 and make: each target sets up .venv first, and only when its inputs changed.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
# Files of tests at a time: one more than cores, since some of them wait for time limits; in the order of tests/conftest.py.
FILES := -n 3 --dist loadfile --no-loadscope-reorder

.PHONY: demo test test-rehearsal test-all bench mutants build lint lock clean

demo: $(READY)
	$(BIN)/autograder demo

test: $(READY) lint
	$(BIN)/python -m pytest $(FILES)

test-rehearsal: $(READY) # A share of the lab's proofs on rehearsal data, which courses without a connection have.
	AUTOGRADER_DATA=rehearsal $(BIN)/python -m pytest -q tests/test_lab.py -k "proved and mnist-lab and (1-data or 2-preprocess)"

test-all: $(READY) lint
	$(BIN)/python -m pytest $(FILES) -m ""

bench: $(READY)
	$(BIN)/python bench/compare.py

mutants: $(READY) # A tenth of them, by seed, for at most half an hour; the same command goes on. More: ARGS="--share 1 --minutes 600".
	AUTOGRADER_DATA=rehearsal $(BIN)/python bench/mutants.py $(ARGS)

build: $(READY)
	$(BIN)/autograder build

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

$(READY): pyproject.toml requirements.lock
	@echo "Setting up .venv (once; 1 to 3 minutes) ..."
	@if command -v uv >/dev/null 2>&1; then \
		uv venv -q --allow-existing --python "$(PYTHON)" .venv && \
		uv pip install -q --python $(BIN)/python -r requirements.lock && \
		uv pip install -q --python $(BIN)/python --no-deps -e .; \
	else \
		"$(PYTHON)" -m venv .venv && \
		$(BIN)/python -m pip install -q --disable-pip-version-check -r requirements.lock && \
		$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps -e .; \
	fi
	@touch $(READY)

lock: # Needs uv: pins every package for all supported platforms and Python versions.
	uv pip compile --universal --python-version 3.11 --group dev pyproject.toml -q -o requirements.lock \
		--no-header --no-annotate --no-emit-index-url --no-emit-find-links --upgrade

clean:
	rm -rf .venv demo build mutants *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
