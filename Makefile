# The README's two commands are "make demo" and "make test"; both prepare a bare machine first (tools/setup.sh).

BIN := .venv/bin
UV := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
      --no-header --no-emit-index-url --no-annotate pyproject.toml

export QT_QPA_PLATFORM ?= offscreen
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export UV_CUSTOM_COMPILE_COMMAND := make lock

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint coverage bench bench-office lock schema messages screenshots clean

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 16

setup: ## .venv, the locked libraries and what Qt needs of the system; quick when nothing is to do
	@sh tools/setup.sh

demo: setup ## a sample office and its briefings, in out/
	$(BIN)/gridparty demo -o out

lint: setup ## style, types and the rules between the rooms
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

test: setup ## style, types and every test
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/python -m pytest

coverage: setup ## the tests with their coverage, as htmlcov/index.html
	$(BIN)/coverage run -m pytest
	$(BIN)/coverage html --quiet
	$(BIN)/coverage report --skip-covered --skip-empty

bench: setup ## the speed table, and build/bench.json
	$(BIN)/python -m benchmarks

bench-office: setup ## the same content through LibreOffice, for comparison (installs it)
	$(BIN)/python -m benchmarks --office

lock: setup ## resolve the libraries again and write both lock files
	$(BIN)/python -m pip install --quiet uv
	$(UV) --group build --output-file requirements.lock
	$(UV) --group dev --output-file requirements-dev.lock

schema: setup ## print the shape of a new file into db/schema.sql, so that a change shows in review
	$(BIN)/python tools/schema.py > db/schema.sql

messages: setup ## bring the translation up to date with the code; ADD="a.tsv b.tsv" adds translations
	$(BIN)/python tools/messages.py $(addprefix --add ,$(ADD))

screenshots: setup ## the pictures of the README; ALL=1 every page in every shape, into build/screens
	$(BIN)/python tools/screenshots.py $(if $(ALL),build/screens --all,docs/pictures)

clean: ## everything that can be made again
	rm -rf .venv build dist out htmlcov .coverage .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find resources -name '*.mo' -delete
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
