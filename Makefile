# Customer Connect: everything one can do with it. `make help` tells.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
VENV ?= .venv
export VENV PYTHON
BIN := $(VENV)/bin

# What was last installed, so that nothing is installed twice.
RUN_INSTALLED := $(VENV)/.installed-run
TEST_INSTALLED := $(VENV)/.installed-test
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/django.po))

##@ Use it
.PHONY: demo
demo: $(RUN_INSTALLED) $(CATALOGUES)  ## Run the demo agency: web on PORT (8000). FRESH=1 starts from scratch
	@exec ./connect demo

##@ Work on it
.PHONY: setup
setup: $(TEST_INSTALLED) $(CATALOGUES)  ## Make the virtual environment with all that runs, checks and tests need
	@:

.PHONY: check
check: $(TEST_INSTALLED)  ## Style, types, import rules, templates, settings, migrations, translations
	@scripts/check

.PHONY: test
test: check $(CATALOGUES)  ## Check, then all tests on SQLite, then those that touch data again on PostgreSQL
	@scripts/test

.PHONY: coverage
coverage: $(TEST_INSTALLED) $(CATALOGUES)  ## All tests, measured: which lines and branches they leave out
	@COVERAGE=1 scripts/test

.PHONY: bench
bench: $(TEST_INSTALLED) $(CATALOGUES)  ## All benchmarks, one JSON line a figure (bench/NAME runs one)
	@scripts/bench

.PHONY: fix
fix: $(TEST_INSTALLED)  ## Put code and templates in shape, as far as that needs no thought
	@scripts/fix

.PHONY: messages
messages: $(TEST_INSTALLED)  ## Bring locale/ up to the texts in the code
	@$(BIN)/python scripts/messages

.PHONY: translations
translations: $(CATALOGUES)  ## Compile locale/

.PHONY: requirements
requirements: $(TEST_INSTALLED)  ## Pin anew what requirements/*.in ask for (UPGRADE=1 takes the newest of all)
	@scripts/compile-requirements $(if $(UPGRADE),--upgrade)

# ---- how the above is made
$(BIN)/python:
	@scripts/system-packages run
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or newer is needed: make … PYTHON=")'
	@echo "Making the virtual environment in $(VENV)"
	@$(PYTHON) -m venv $(VENV)

$(BIN)/uv: requirements/setup.txt | $(BIN)/python
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $<
	@touch $@

$(RUN_INSTALLED): requirements/base.txt $(BIN)/uv
	@echo "Installing what it runs on"
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes --requirement $<
	@touch $@

$(TEST_INSTALLED): requirements/dev.txt requirements/setup.txt requirements/base.txt $(BIN)/uv
	@scripts/system-packages run test
	@echo "Installing what checks and tests need"
	@$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements/dev.txt requirements/setup.txt
	@touch $(RUN_INSTALLED) $@

%.mo: %.po $(RUN_INSTALLED)
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@

.PHONY: clean
clean:  ## Remove all that was installed or made: the environment, var/, caches
	rm -rf $(VENV) var .coverage .coverage.* htmlcov .hypothesis .mypy_cache .ruff_cache .pytest_cache \
		.import_linter_cache test-results
	find config customer_connect tests -name __pycache__ -prune -exec rm -rf {} +
	rm -f locale/*/LC_MESSAGES/*.mo

.PHONY: help
help:  ## Tell what make can do here
	@awk 'BEGIN { FS = ":.*## " } \
		/^##@/ { printf "\n%s\n", substr($$0, 5) } \
		/^[a-z][a-z-]*:.*## / { sub(/:.*/, "", $$1); printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
