# Everything needs only Python 3.11 or later; it is installed into .venv.
PYTHON ?= python3
EXTRAS ?= files
BIN := .venv/bin
OLDEST ?= $(shell command -v python3.11 || echo $(PYTHON))
SUITE := pytest hypothesis pytest-xdist
QUICK := tests/test_alignment.py tests/test_promises.py tests/decoding tests/normalize tests/repairs tests/io tests/cli
PAGE ?= fixtures/pages/injected_news.txt

.PHONY: demo test check bench docs lowest build clean

demo: .venv/installed  ## Clean a polluted page and print it
	@echo "--- $(PAGE)"; cat $(PAGE)
	@echo "--- cntextclean $(PAGE)"; $(BIN)/cntextclean $(PAGE)

test: .venv/developed  ## Run the whole test suite
	$(BIN)/python -m pytest -n auto

check: .venv/developed  ## Style and types
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: .venv/developed  ## Speed of the pass, beside other libraries
	$(BIN)/python bench/bench_pass.py --json .venv/speed.json --compare bench/speed.json

docs:  ## The site of the documentation, in site/; warnings are errors
	test -d .venv || $(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/pip install --quiet --group docs
	$(BIN)/mkdocs build --strict

lowest:  ## A quick part of the suite with the lowest versions that are declared, on the oldest Python
	rm -rf .venv/lowest && $(OLDEST) -m venv .venv/lowest
	.venv/lowest/bin/pip install --quiet --disable-pip-version-check --constraint .ci/lowest.txt ".[files,completion]" $(SUITE)
	.venv/lowest/bin/python -m pytest $(QUICK)

build: .venv/developed  ## What goes to PyPI, tried where nothing else is installed
	rm -rf dist .venv/empty && $(BIN)/python -m build --quiet
	$(PYTHON) -m venv .venv/empty
	.venv/empty/bin/pip install --quiet --disable-pip-version-check dist/*.whl
	cd /tmp && $(CURDIR)/.venv/empty/bin/python $(CURDIR)/.ci/smoke.py
	$(BIN)/python .ci/artefacts.py dist

.venv/installed: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --editable .
	touch $@

.venv/developed: pyproject.toml .venv/installed
	$(BIN)/pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/pip install --quiet --editable ".[$(EXTRAS)]" --group dev
	touch $@

clean:
	rm -rf .venv dist site .pytest_cache .mypy_cache .ruff_cache .hypothesis
