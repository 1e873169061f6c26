# Two commands do all the set-up: `make run` and `make test`. `make help` lists the rest.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PORT ?= 8000
# Links in mails lead to where the site is served.
ifneq ($(PORT),8000)
export COP_BASE_URL ?= http://127.0.0.1:$(PORT)
endif
PYTHON ?= python3
BIN := .venv/bin
WORKERS ?= $(shell nproc)
RESOLVE := uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
  --custom-compile-command "make lock"

.PHONY: help run test check bench messages fmt lock clean

help: ## list the commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

run: .venv/.run system-run ## set everything up and serve http://127.0.0.1:8000 (PORT=8080 for another port)
	@$(BIN)/python -m compileall -q cop
	@$(BIN)/cop messages compile
	@$(BIN)/cop migrate
	@$(BIN)/cop seed --if-empty --port $(PORT)
	@exec $(BIN)/cop run --port $(PORT)

test: .venv/.test system-test ## run every test: unit, SQLite, PostgreSQL, S3, SMTP, browser
	@$(BIN)/cop messages compile
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal $(ARGS)

check: .venv/.test ## format, lint, types, floors, templates, translations, migrations
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint templates --check --lint --quiet
	$(BIN)/cop messages check
	@$(BIN)/cop messages compile
	COP_DATA_DIR=$$(mktemp -d) $(BIN)/cop check-migrations

bench: .venv/.test ## measure speed, weight and growth as ratios (takes half an hour)
	@$(BIN)/python -m compileall -q cop
	@$(BIN)/cop messages compile
	@$(BIN)/python -m bench $(ARGS)

messages: .venv/.test ## collect sentences into the five catalogues
	$(BIN)/cop messages collect

fmt: .venv/.test ## format code and templates
	$(BIN)/ruff format . && $(BIN)/ruff check --fix . && $(BIN)/djlint templates --reformat --quiet

lock: .venv/.test ## resolve requirements/*.in anew (needs uv)
	cd requirements && $(RESOLVE) run.in -o run.txt && $(RESOLVE) vectors.in -c run.txt -o vectors.txt \
	  && $(RESOLVE) test.in -c run.txt -c vectors.txt -o test.txt

clean: ## remove the environment and all data
	rm -rf .venv var

.PHONY: system-run system-test
system-run: ; @./.ci/system run
system-test: ; @./.ci/system test

.venv/bin/python:
	@./.ci/system python
	$(PYTHON) -m venv .venv

.venv/.run: .venv/bin/python requirements/run.txt requirements/vectors.txt pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/vectors.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --no-index -e .
	@touch $@

.venv/.test: .venv/.run requirements/test.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
	@touch $@
