# The two words a newcomer needs are `make site` and `make test`.
VENV := .venv
BENCH := .venv-bench
ENGINES := .venv-engines
BIN := $(VENV)/bin
export NO_MKDOCS_2_WARNING := 1

.PHONY: help install site offline serve schemas check test map golden engines bench clean

help:            ## list the targets
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 12

install: $(VENV)/.site ## install what the commands need into .venv

site: schemas         ## check, render and build the site into site/
	$(BIN)/kb build

offline: schemas      ## the same, and the site as a zip file in dist/, to be read from a disk
	$(BIN)/kb build --offline

serve: schemas        ## live preview on http://127.0.0.1:8000/
	$(BIN)/kb serve

schemas: $(VENV)/.site ## completion and hover texts for YAML files in your editor
	$(BIN)/kb schema build/schemas

check: $(VENV)/.test  ## lint, types, content
	$(BIN)/ruff check generator tests
	$(BIN)/mypy
	$(BIN)/kb check

test: check           ## everything: checks, unit tests, browser tests
	tests/browser/need_chromium.sh
	$(BIN)/pytest -n auto --dist loadfile

map: $(VENV)/.test    ## print the map of modules into generator/README.md
	$(BIN)/python -m tests.module_map

golden: $(VENV)/.test ## write the golden pages anew; read the diff before committing it
	$(BIN)/pytest tests/page/test_golden.py --refresh-golden

engines: $(VENV)/.site $(ENGINES)/.done ## build the same pages with ProperDocs and Zensical, too, and compare
	@$(BIN)/python -m tests.engines $(ENGINES)

bench:           ## measure speed, memory and page weights: make bench > bench.md (ARGS="--sizes 100" for less)
	@$(MAKE) --silent --no-print-directory $(BENCH)/.done >&2
	@$(BENCH)/bin/python -m tests.bench $(ARGS)

clean:           ## remove what was built, not what was installed
	rm -rf site .site.being-* dist .cache build/docs/* build/schemas build/engines

$(VENV)/.site: requirements.txt pyproject.toml
	python3 -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps -e .
	touch $@

$(VENV)/.test: $(VENV)/.site requirements-dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

# The engines of the bench have a place of their own: one of them brings a package that a test's library would take for another.
$(BENCH)/.done: requirements.txt requirements-bench.txt pyproject.toml
	python3 -m venv $(BENCH)
	$(BENCH)/bin/pip install --quiet --disable-pip-version-check -r requirements-bench.txt
	$(BENCH)/bin/pip install --quiet --disable-pip-version-check --no-deps -e .
	touch $@

# Each engine has a place of its own, too: ProperDocs takes the place of MkDocs wherever it is installed.
$(ENGINES)/.done: requirements.txt requirements-engines-properdocs.txt requirements-engines-zensical.txt
	@for engine in properdocs zensical; do \
		python3 -m venv $(ENGINES)/$$engine && \
		$(ENGINES)/$$engine/bin/pip install --quiet --disable-pip-version-check -r requirements-engines-$$engine.txt || exit 1; \
	done
	@touch $@
