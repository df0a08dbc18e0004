# Every target makes what it needs from a fresh clone with nothing but Python 3.11+ and make.
PYTHON ?= python3
VENV   := .venv
RUN    := $(VENV)/bin/python

.PHONY: reproduce reproduce-everywhere test fuzz env lab bench lint lock notebooks clean
.DEFAULT_GOAL := help

help:
	@echo "make reproduce   run every notebook, re-make every figure, prove that nothing changed"
	@echo "make reproduce UPDATE=1       the same, and put what changed into results/ and notebooks/"
	@echo "make reproduce-everywhere     the same under other processors, Pythons and settings (an hour)"
	@echo "make test        run the tests"
	@echo "make fuzz        give 10,000 damaged files to each reader of corpus.read (about ten minutes)"
	@echo "make lab         open JupyterLab on the whole repository"
	@echo "make bench       measure speed against the peers named in benchmarks/"
	@echo "make lint        check the style of code and notebooks"
	@echo "make env         make only the environment, .venv"
	@echo "make lock        resolve requirements.lock anew from pyproject.toml"
	@echo "make clean       remove the environment and everything else that make writes"

reproduce: env
	$(RUN) -m analysis.reproduce $(if $(UPDATE),--update)

reproduce-everywhere: env
	$(RUN) -m analysis.reproduce.everywhere

test: env
	$(RUN) -m pytest -n auto

fuzz: env
	FUZZ_TIMES=10000 $(RUN) -m pytest -n auto tests/test_corpus_fuzzing.py

env: $(VENV)/.complete

# The stamp is written last, so an interrupted installation is taken up again, never mistaken for a whole one.
# The lock is complete, so nothing is left for pip to resolve (--no-deps); a test reads that it is.
$(VENV)/.complete: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; try: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@echo "Installing $$(grep -c == requirements.lock) packages into $(VENV); this takes a minute or more."
	$(RUN) -m pip install --disable-pip-version-check --no-deps --require-hashes --requirement requirements.lock
	$(RUN) -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

lab: env
	$(RUN) -m jupyter lab $(if $(filter 0,$(shell id -u)),--allow-root) --LabApp.default_url=/lab/tree/notebooks/00-start-here.ipynb

# As modules: run by its path, a file would put benchmarks/ first, where tokenize.py hides the standard library's.
bench: env
	@for file in benchmarks/[!_]*.py; do \
		echo "== $$file"; $(RUN) -m benchmarks.$$(basename $$file .py) || exit 1; \
	done

lint: env
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .

# uv resolves for all platforms and Python versions at once, which pip cannot; it writes names, versions and hashes only.
lock:
	$(PYTHON) -m venv $(VENV)-lock
	$(VENV)-lock/bin/python -m pip install --quiet uv
	$(VENV)-lock/bin/uv pip compile --quiet --universal --fork-strategy fewest --python-version 3.11 --extra dev \
		--generate-hashes --no-emit-index-url --no-annotate --no-header --output-file requirements.lock pyproject.toml
	rm -rf $(VENV)-lock

clean:
	rm -rf $(VENV) build *.egg-info .pytest_cache .ruff_cache .hypothesis
	find analysis tests -name __pycache__ -type d -exec rm -rf {} +
