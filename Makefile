# Everything runs in .venv, made from the pinned requirements. Each target may be run again at any time.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
# The server that the tests on PostgreSQL use; each run makes a database of its own there.
DATABASE := $(or $(TEST_DATABASE_URL),postgres://postgres@127.0.0.1:5432/newsroom)
SCRIPT_TOOLS := tests/scripts/node_modules/.package-lock.json
MACHINE = TEST_DATABASE_URL="$(DATABASE)" $(BIN)/python -m tests.support.machine
# A stand-in for checks that only look; the real key lives in .env.
CHECK_ENV := DJANGO_SETTINGS_MODULE=newsroom.settings SECRET_KEY=only-to-check-$(shell printf 'x%.0s' {1..60})0123456789 SITE_URL=https://news.example DEBUG=false HSTS_SECONDS=31536000 HSTS_SUBDOMAINS=true HSTS_PRELOAD=true

.PHONY: help install demo test test-sqlite test-postgres test-browser check check-scripts bench countries screenshots clean

help: ## Say what there is
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 18

.venv/installed: requirements-dev.txt
	@echo "Making .venv from the pinned requirements …"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --disable-pip-version-check --require-hashes -r requirements-dev.txt >.venv/install.log 2>&1 \
		|| { cat .venv/install.log; exit 1; }
	@touch $@

install: .venv/installed ## Make the environment

demo: .venv/installed ## Prepare a demo newsroom and serve it on 127.0.0.1:8000
	$(BIN)/python manage.py demo $(DEMO)

test: .venv/installed ## Run all tests: on SQLite, on PostgreSQL, in browsers; says first what it found
	@$(MACHINE)
	@# The demo that the browser tests copy is filled in the idle moments of the tests before them: one process takes most of a minute.
	@demo=$$(mktemp -d); trap 'rm -rf "$$demo"' EXIT; \
	if $(MACHINE) --has Chromium; then nice -n 19 $(BIN)/python -m tests.support.browser.paper "$$demo" & fi; \
	TEST_DEMO="$$demo" $(MAKE) --no-print-directory test-sqlite test-postgres test-browser; code=$$?; \
	wait; exit $$code
	@$(MACHINE) --again

test-sqlite: .venv/installed
	@echo "Tests on SQLite …"
	@env -u TEST_DATABASE_URL $(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder -q --ignore=tests/browser

test-postgres: .venv/installed
	@if $(MACHINE) --has PostgreSQL || test "$$CI" = true; then \
		echo "Tests on PostgreSQL: those that depend on the database's own SQL and locks …"; \
		TEST_DATABASE_URL="$(DATABASE)" $(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder -q --ignore=tests/browser; \
	fi

test-browser: .venv/installed
	@if $(MACHINE) --has Chromium || test "$$CI" = true; then \
		echo "Journeys in real browsers …"; \
		env -u TEST_DATABASE_URL $(BIN)/pytest -n 2 --dist worksteal -q tests/browser; \
	fi

check: .venv/installed ## Lint, types, contracts, migrations, deployment
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/python -m tests.word_list
	$(BIN)/djade --check --target-version 5.2 $$(git ls-files 'templates/*.html')
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(CHECK_ENV) $(BIN)/python manage.py makemigrations --check --dry-run
	$(CHECK_ENV) $(BIN)/python manage.py check --deploy --fail-level WARNING
	@$(MAKE) --no-print-directory check-scripts

check-scripts: ## Lint and unit tests of the scripts (part of check), by Node
	@if ! command -v node >/dev/null || ! command -v npm >/dev/null; then \
		echo "Not checked: the scripts in static/. Their lint and unit tests need Node 20.19 or newer with npm (packages nodejs, npm)."; \
		test "$$CI" != true; exit; \
	fi; \
	$(MAKE) --silent $(SCRIPT_TOOLS) && \
	tests/scripts/node_modules/.bin/eslint --config tests/scripts/eslint.config.js static tests/scripts && \
	cd tests/scripts && node --test --test-reporter=dot

$(SCRIPT_TOOLS): tests/scripts/package-lock.json
	@cd tests/scripts && npm ci --no-audit --no-fund --loglevel=error >/dev/null
	@touch $@

bench: .venv/installed ## Measure, as ratios in one interleaved run: make bench BENCH="--stories 1000 1000000 --long"
	$(BIN)/python -m tests.benchmarks.versions
	$(BIN)/python -m tests.benchmarks.comparing
	$(BIN)/python -m tests.benchmarks.answers
	TEST_DATABASE_URL="$(DATABASE)" $(BIN)/python -m tests.benchmarks $(BENCH)

countries: .venv/installed ## Measure country suggestions on labelled stories: make countries DATA=folder
	$(BIN)/python -m tests.benchmarks.countries $(DATA)

screenshots: .venv/installed ## Pictures of the demo's pages, into screenshots/
	$(BIN)/python -m tests.browser.screenshots

clean: ## Remove the environment and what was made from the sources; never the stories or pictures
	rm -rf .venv static-collected screenshots
