# Everything needs only Python 3.11 or later; it is installed into .venv.
PYTHON ?= python3
EXTRAS ?= files
BIN := .venv/bin
PAGE ?= fixtures/pages/injected_news.txt

.PHONY: demo test check bench clean

demo: .venv/installed  ## Clean a polluted page and print it
	@echo "--- $(PAGE)"; cat $(PAGE)
	@echo "--- cntextclean $(PAGE)"; $(BIN)/cntextclean $(PAGE)

test: .venv/developed  ## Run the whole test suite
	$(BIN)/python -m pytest -n auto

check: .venv/developed  ## Style and types
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: .venv/developed  ## Speed of the pass, beside other libraries
	$(BIN)/python bench/bench_pass.py

.venv/installed: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --editable .
	touch $@

.venv/developed: pyproject.toml .venv/installed
	$(BIN)/pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/pip install --quiet --editable ".[$(EXTRAS)]" --group dev
	touch $@

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis
