# Pamphleteer. `make book` and `make test` prepare everything they need on a fresh machine.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
DEPENDS := $(VENV)/.book.d
PANGO := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0

# apt may be used where it is there and asks for no password.
APT := if command -v apt-get >/dev/null 2>&1; then \
	if [ "$$(id -u)" = 0 ]; then echo "apt-get"; elif sudo -n true 2>/dev/null; then echo "sudo -n apt-get"; fi; fi

.PHONY: setup book test check clean

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

book: dist/pamphleteer.pdf

# One rule suffices for a book: the build names in a depfile every file that it read. EPUB and PDF are made together.
dist/pamphleteer.pdf: $(READY) $(wildcard pamphleteer/*.py pamphleteer/*/*.py) book/book.yaml
	@$(BIN)/python publish.py build --depfile $(DEPENDS)

-include $(DEPENDS)

test: $(READY)
	@command -v pdftotext >/dev/null || { apt="$$($(APT))"; \
		[ -z "$$apt" ] || { $$apt update -q && $$apt install -q -y --no-install-recommends poppler-utils; }; } || true
	@$(BIN)/python -m pytest

check: $(READY)
	@$(BIN)/python -m ruff check .
	@$(BIN)/python -m ruff format --check .
	@$(BIN)/python -m mypy

clean:
	rm -rf dist build $(DEPENDS)
