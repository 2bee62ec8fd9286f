# Pamphleteer. `make book` and `make test` prepare everything they need on a fresh machine.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
DEPENDS := $(VENV)/.book.d
PANGO := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
ACE := tests/conformance/ace

# Programs that tests ask, and Debian's package where it has another name. Tests that miss one are skipped, and say so.
TOOLS := pdftotext:poppler-utils chromium node:nodejs npm bash fish zsh

# One worker more than there are cores, since tests wait for programs that they start; each holds a Java machine of about
# half a gigabyte, so no more than four.
WORKERS ?= $(shell $(PYTHON) -c 'import os; print(min((os.cpu_count() or 1) + 1, 4))')

# apt may be used where it is there and asks for no password.
APT := if command -v apt-get >/dev/null 2>&1; then \
	if [ "$$(id -u)" = 0 ]; then echo "env DEBIAN_FRONTEND=noninteractive apt-get"; \
	elif sudo -n true 2>/dev/null; then echo "sudo -n env DEBIAN_FRONTEND=noninteractive apt-get"; fi; fi

.PHONY: setup tools book wheel test bench check clean

setup: $(READY)

$(READY): requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Pamphleteer needs Python 3.11 or newer: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -m venv $(VENV) \
		|| { echo "Python's venv module is missing. Debian, Ubuntu: apt install python3-venv"; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -c 'import weasyprint' 2>/dev/null || { \
		apt="$$($(APT))"; \
		[ -z "$$apt" ] || { $$apt update -q && $$apt install -q -y --no-install-recommends $(PANGO); } ; \
		$(BIN)/python -c 'import weasyprint' 2>/dev/null; } || { \
		echo "Pamphleteer needs the Pango library. Debian, Ubuntu: apt install $(PANGO). Fedora: dnf install pango. macOS: brew install pango."; \
		exit 1; }
	@touch $@

# Everything that tests can ask: the programs above through apt, and Ace, as its lock file names it, through npm.
tools:
	@missing=; for tool in $(TOOLS); do \
		command -v "$${tool%:*}" >/dev/null || missing="$$missing $${tool#*:}"; done; \
	[ -z "$$missing" ] || { echo "missing:$$missing"; apt="$$($(APT))"; \
		[ -n "$$apt" ] && $$apt update -q && $$apt install -q -y --no-install-recommends $$missing; } \
		|| { echo "Please install what is missing; Debian's packages have those names."; exit 1; }
	@$(MAKE) --no-print-directory $(ACE)/node_modules/.package-lock.json

$(ACE)/node_modules/.package-lock.json: $(ACE)/package-lock.json
	@npm ci --prefix $(ACE) --ignore-scripts --no-audit --no-fund --loglevel error
	@touch $@

book: dist/pamphleteer.pdf

# One rule suffices for a book: the build names in a depfile every file that it read. EPUB and PDF are made together.
dist/pamphleteer.pdf: $(READY) $(wildcard pamphleteer/*.py pamphleteer/*/*.py) book/book.yaml
	@$(BIN)/python publish.py build --depfile $(DEPENDS)

-include $(DEPENDS)

wheel: $(READY)
	@$(BIN)/python -m hatchling build -t wheel -d dist

test: $(READY)
	@command -v pdftotext >/dev/null || { apt="$$($(APT))"; \
		[ -z "$$apt" ] || { $$apt update -q && $$apt install -q -y --no-install-recommends poppler-utils; }; } || true
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

# What the note area, the proof and citations cost. Nothing else should be at work meanwhile.
bench: $(READY)
	@$(BIN)/python -m benchmarks

check: $(READY)
	@$(BIN)/python -m ruff check .
	@$(BIN)/python -m ruff format --check .
	@$(BIN)/python -m mypy

clean:
	rm -rf dist build $(DEPENDS)
