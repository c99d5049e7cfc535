# Everything is made from a bare python3 (3.11 or later) and make. `make demo` and `make test` are all the set-up there is.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.PHONY: help env lock demo test quick check format bench messages chromium

# Nothing of the caller's own environment may change what is built or tested.
unexport PYTHONPATH PYTHONHOME PYTHONSTARTUP DJANGO_SETTINGS_MODULE VIRTUAL_ENV PIP_REQUIRE_VIRTUALENV PIP_TARGET PIP_USER

PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.made

help: ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /make \1\t/' | expand -t 16

env: $(STAMP) ## the environment alone, in .venv

$(STAMP): requirements-dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Laufzeit needs Python 3.11 or later; this is $$($(PYTHON) --version). Name another one: make PYTHON=python3.12"; exit 3; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Python's venv is missing; on Debian and Ubuntu install it with: apt-get install python3-venv"; exit 3; }
	@test -x $(BIN)/python || $(PYTHON) -m venv --clear .venv
	@echo "Installing the pinned dependencies into .venv …"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m pip check --disable-pip-version-check >/dev/null || $(BIN)/python -m pip check --disable-pip-version-check
	@touch $(STAMP)

COMPILE = $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate pyproject.toml

lock: ## pin the dependencies anew, with hashes and without addresses
	@test -x $(BIN)/uv || $(MAKE) env # an environment that lacks what is to be pinned will do
	$(COMPILE) -o requirements.lock
	$(COMPILE) --group dev -o requirements-dev.lock

demo: env ## the example vendors with everything running
	@$(BIN)/laufzeit demo

test: check chromium ## everything that is checked: format, lint, types, layers, all tests
	@$(BIN)/pytest -n 2 $(ARGS)

quick: env ## the tests that need neither database nor browser
	@$(BIN)/pytest -n 2 -m "not slow and not browser" $(ARGS)

check: env ## format, lint, types, layers, habits
	@$(BIN)/ruff format --check --quiet . || { echo "Some files are not formatted: make format"; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports 2>&1 | tail -n 12; exit $${PIPESTATUS[0]}
	@$(BIN)/python tools/habits.py

format: env ## write the format that check asks for
	@$(BIN)/ruff format --quiet .
	@$(BIN)/ruff check --quiet --fix .

bench: env ## the benchmarks, printed and written to bench-results/ as JSON
	@$(BIN)/laufzeit bench $(ARGS)

messages: env ## collect the texts of all pages and letters and compile the translations
	@$(BIN)/python tools/messages.py

chromium: env
	@$(BIN)/python tools/chromium.py
