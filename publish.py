"""Pamphleteer's command line, for whoever works in a checkout: ``python publish.py --help``."""

from pamphleteer.cli import main

if __name__ == "__main__":
    raise SystemExit(main(program="publish.py"))
