# Two commands from a bare machine (python3 >= 3.11 with venv, make, a package index): make run, make test.
PYTHON ?= python3
PORT ?= 8000
SETARA_DATA ?= var
BIN := .venv/bin
UV := $(BIN)/uv
export SETARA_DATA PORT

.PHONY: run test check bench lock format help

help: ## what each word does
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 10

run: .venv/.run ## set up, bring the example province to life once, then serve it
	@exec $(BIN)/setara demo run --port $(PORT)

test: .venv/.dev ## set up, then every test
	$(BIN)/pytest -n auto --cov --cov-report=term

check: .venv/.dev ## format, lint, types, layers, translations, migrations
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tools/translations.py check
	DATABASE_URL=sqlite://:memory: $(BIN)/python -m django makemigrations --check --dry-run --settings setara.conf.settings

bench: .venv/.bench ## measure against the peers, in one run
	$(BIN)/python -m tests.bench

lock: .venv/.uv ## resolve the dependencies anew, with hashes and without index addresses
	$(UV) pip compile -q --upgrade pyproject.toml --universal --generate-hashes --no-emit-index-url --python-version 3.11 -o requirements.txt
	$(UV) pip compile -q --upgrade pyproject.toml --extra dev --universal --generate-hashes --no-emit-index-url --python-version 3.11 -c requirements.txt -o requirements-dev.txt
	$(UV) pip compile -q --upgrade pyproject.toml --extra bench --universal --generate-hashes --no-emit-index-url --python-version 3.11 -c requirements-dev.txt -o requirements-bench.txt

format: .venv/.dev ## put the code into shape and gather the texts to translate
	$(BIN)/ruff check --fix -q .
	$(BIN)/ruff format -q .
	$(BIN)/python tools/translations.py gather

.venv/.uv: requirements-uv.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements-uv.txt
	@touch $@

.venv/.run: .venv/.uv requirements.txt pyproject.toml src/setara/locale/id/LC_MESSAGES/django.po
	$(UV) pip install -q --python $(BIN)/python --require-hashes -r requirements.txt
	$(UV) pip install -q --python $(BIN)/python --no-deps --no-build-isolation -e .
	$(BIN)/python tools/translations.py compile
	@touch $@

.venv/.dev: .venv/.run requirements-dev.txt
	$(UV) pip install -q --python $(BIN)/python --require-hashes -r requirements-dev.txt
	@touch $@

.venv/.bench: .venv/.dev requirements-bench.txt
	$(UV) pip install -q --python $(BIN)/python --require-hashes -r requirements-bench.txt
	@touch $@
