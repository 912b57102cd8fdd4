# Terang. `make` alone lists what you can do. Everything is installed inside this folder: .tools, .venv, .data.

PYTHON ?= python3
PORT ?= 8000
WORKERS ?= 2
ARGS ?=

BIN := .venv/bin
UV := .tools/bin/uv
SYNC := $(UV) sync --frozen --inexact $(shell [ -t 2 ] || echo --quiet) --python $(PYTHON)
ROOT := $(CURDIR)

export UV_PYTHON_DOWNLOADS := never
export UV_PYTHON_PREFERENCE := only-system
export UV_PROJECT_ENVIRONMENT := .venv
export UV_CACHE_DIR ?= $(ROOT)/.tools/cache/uv
export npm_config_cache ?= $(ROOT)/.tools/cache/npm
export NODE_DISABLE_COMPILE_CACHE := 1
export PLAYWRIGHT_BROWSERS_PATH ?= $(ROOT)/.tools/cache/playwright
export PATH := $(PATH):$(ROOT)/.tools/node
export TERANG_DATA_DIR ?= $(ROOT)/.data

.DEFAULT_GOAL := help
.PHONY: help setup demo demo-reset test test-long mutants check lint types imports templates migrations licences \
        messages messages-check golden assets assets-check format screenshots clean
.DELETE_ON_ERROR:

##@ Start
help: ## List what you can do
	@awk 'BEGIN {FS = ":.*## "} /^##@/ {printf "\n%s\n", substr($$0, 5)} \
	      /^[a-zA-Z%_-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))
	@echo

setup: .venv/.setup ## Install everything but the tests' extras into .venv

demo: .venv/.setup ## Show Terang on http://127.0.0.1:8000 (PORT=8001 chooses another port)
	@exec $(BIN)/terang demo --port $(PORT)

demo-reset: .venv/.setup ## Forget the demonstration; the next start makes a new one
	@$(BIN)/terang demo --reset

##@ Prove
test: .venv/.test .tools/.browser ## Run every kind of test (ARGS='-k ranking' for some)
	@$(BIN)/pytest -n $(WORKERS) --dist loadfile -q $(ARGS)

test-long: .venv/.test .tools/.browser ## Run the counts that the issues call for; writes bench/results/faults-*.json
	@rm -rf .data/tallies; TERANG_TEST_LONG=1 $(BIN)/pytest -n $(WORKERS) --dist loadfile -q $(ARGS); code=$$?; \
	 $(BIN)/python tools/faults.py && exit $$code

mutants: .venv/.mutants ## Change the rules line by line; a test must fail each time (ARGS='shortlist' for some modules)
	@nice $(BIN)/python tools/mutants.py --workers $(WORKERS) $(ARGS)

check: lint types imports templates migrations messages-check assets-check licences ## Everything that needs no run: style, types, imports, templates, …

lint: .venv/.lint ## Style of the Python files
	$(BIN)/ruff check --quiet --output-format concise .
	$(BIN)/ruff format --check --quiet .

types: .venv/.lint ## Types, strictly
	$(BIN)/mypy

imports: .venv/.lint ## The directions of import
	$(BIN)/lint-imports --cache-dir .tools/cache/imports

templates: .venv/.lint ## Templates
	$(BIN)/djlint src --lint --quiet

migrations: .venv/.lint ## Migrations: none missing, none forked
	$(BIN)/python tools/migrations_check.py

licences: .venv/.lint ## Every file has its licence (REUSE)
	$(BIN)/reuse lint --quiet || $(BIN)/reuse lint

bench-rank: .venv/.setup ## Measure `terang rank` on 100,000 applicants
	@$(BIN)/python bench/ranking_small.py $(ARGS)

bench-%: .venv/.test ## Measure NAME; prints a table and writes bench/results/NAME.json
	@$(BIN)/python bench/$(subst -,_,$*).py $(ARGS)

##@ Write
format: .venv/.lint ## Put Python files into form
	$(BIN)/ruff check --quiet --fix-only .
	$(BIN)/ruff format --quiet .

messages: .venv/.lint ## Collect and compile what people read, in Indonesian and English
	$(BIN)/python tools/messages.py

messages-check: .venv/.lint
	$(BIN)/python tools/messages.py --check

golden: .venv/.setup ## Write the golden cases of docs/spec again, after a rule or a norm has changed
	@$(BIN)/python -m tools.golden

assets: assets/node_modules/.stamp ## Build stylesheets and scripts from assets/
	cd assets && npm run --silent build

assets-check: .venv/.lint .tools/.node
	$(BIN)/python tools/assets_check.py

screenshots: .venv/.test .tools/.browser ## Take the pictures of the documentation
	@TERANG_SCREENSHOTS=1 $(BIN)/pytest -q -m journey $(ARGS)

clean: ## Remove what was installed and made here, the demonstration's data too
	-@[ -x $(BIN)/terang ] && $(BIN)/terang demo --reset
	rm -rf .venv .tools .data mutants node_modules assets/node_modules tools/browser/node_modules
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# --- what the commands above stand on ---

$(UV): tools/uv.txt tools/get_uv.py
	@echo "Installing uv …"
	@$(PYTHON) tools/get_uv.py
	@touch $@

.venv/.setup: pyproject.toml uv.lock $(UV)
	@echo "Installing Terang into .venv …"
	@$(SYNC) --group demo
	@touch $@

.venv/.test: .venv/.setup
	@echo "Installing what the tests need …"
	@$(SYNC) --group demo --group test
	@touch $@

.venv/.lint: .venv/.setup
	@echo "Installing what the checks need …"
	@$(SYNC) --group demo --group test --group lint
	@touch $@

.venv/.mutants: .venv/.test
	@echo "Installing what mutation testing needs …"
	@$(SYNC) --group demo --group test --group mutants
	@touch $@

.tools/.node: tools/get_node.py .venv/.setup
	@$(BIN)/python tools/get_node.py
	@touch $@

.tools/.browser: tools/browser/package-lock.json tools/browser/install.py .venv/.test .tools/.node
	@$(BIN)/python tools/browser/install.py
	@touch $@

assets/node_modules/.stamp: assets/package-lock.json .tools/.node
	cd assets && npm ci --ignore-scripts --no-audit --no-fund
	@touch $@
