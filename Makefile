# `make run` and `make test` need python3 (3.11 or newer) and make, nothing else: each makes what it misses.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
READY_DEV := $(VENV)/.ready-dev
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help run chat test test-all lint bench pictures clean

help:
	@echo "make run    start everything in one process: http://127.0.0.1:8000/"
	@echo "make chat   talk to the bot in this terminal"
	@echo "make test   style, types, layers, catalogues, and the tests on SQLite and PostgreSQL"
	@echo "make test-all  the same, and what takes long: figures over sets, long random lives, each story on each channel"
	@echo "make lint   style, types and layers only"
	@echo "make bench  how fast it is"
	@echo "make pictures  the screenshots in docs/pictures (needs Debian's chromium)"
	@echo "make clean  remove what these made; data/ stays"

run: $(READY)
	@exec $(BIN)/python -m bot run

chat: $(READY)
	@exec $(BIN)/python -m bot chat

lint: $(READY_DEV)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

# Where Python is told to keep no bytecode, each process that the tests start would compile all it imports anew.
test: export PYTHONDONTWRITEBYTECODE =
test: lint
	$(BIN)/pytest -n 3 --dist worksteal $(TESTS)

test-all: TESTS = --all
test-all: test

bench: $(READY_DEV)
	$(BIN)/python -m bench.conversation
	$(BIN)/python -m bench.delivery

pictures: $(READY_DEV)
	$(BIN)/python -m tests.browser.pictures

clean:
	rm -rf $(VENV) .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 …")'
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "Python cannot make an environment here. On Debian and Ubuntu: sudo apt-get install python3-venv" >&2; exit 1; }

$(READY): requirements.txt | $(BIN)/python
	@echo "Installing what is needed (once) …"
	@$(PIP) -r requirements.txt
	@touch $@

$(READY_DEV): requirements.txt requirements-dev.txt | $(BIN)/python
	@echo "Installing what the tests need (once) …"
	@$(PIP) -r requirements-dev.txt
	@touch $@ $(READY)
