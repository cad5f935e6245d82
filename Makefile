# `make run` and `make test` set up everything they need in .venv; `make check` is what CI runs.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
STAMP = $(VENV)/.installed

.PHONY: help run test drafts lint check bench bench-names bench-drafts bench-dictionaries clean

help:
	@echo "make run    set up, and run the sample article to previews of its editions"
	@echo "make test   set up, and run the tests"
	@echo "make check  ruff, mypy, import floors, tests: what CI runs"
	@echo "make bench  speed and memory beside peers"
	@echo "make bench-names         how well names are found in the labelled sentences, beside peers"
	@echo "make bench-dictionaries  how well random names of open dictionaries are found in all their forms"

$(STAMP): pyproject.toml
	@echo "Setting up $(VENV) (once; takes a minute) ..."
	@test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[local,review]' --group dev
	@touch $(STAMP)

run: $(STAMP)
	@echo "Extracting, drafting, checking and building the sample in articles/ ..."
	$(BIN)/transflow run
	@echo
	@echo "Previews: editions/<edition>/*.html - open one in a browser."
	@echo "Catalogs: locales/<edition>/LC_MESSAGES/*.po - open one in Poedit, or with 'transflow units'."

test: $(STAMP)
	@.ci/prepare
	@echo "Running the tests (about ten minutes on two processors) ..."
	$(BIN)/python -m pytest -n auto --dist worksteal

drafts: $(STAMP)
	@echo "Drafting six articles in three styles with the engines of this machine (a minute) ..."
	$(BIN)/python -m pytest tests/contracts/test_drafts.py

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/transflow glossary lint
	$(BIN)/transflow check

check: lint test

bench: $(STAMP)
	benchmarks/run

bench-names: $(STAMP)
	@benchmarks/run names_quality

bench-drafts: $(STAMP)
	@benchmarks/run drafts

bench-dictionaries: $(STAMP)
	@benchmarks/run names_dictionaries

clean:
	rm -rf $(VENV) .transflow editions .mypy_cache .ruff_cache .pytest_cache .hypothesis
