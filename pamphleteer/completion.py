"""What a shell completes on our command line: verbs, options, layouts, codes, and files where a file is asked for."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence

import shtab

COMMAND = "pamphleteer"
"""The command whose words are completed, as it is installed; a shell completes no words after ``python publish.py``."""

_FILES = ("book", "files", "depfile", "report")
_FOLDERS = ("folder", "out", "cache_dir")


def completion(parser: argparse.ArgumentParser, shell: str, offered: Mapping[str, Sequence[str]]) -> str:
    """The script that teaches ``shell`` (bash, zsh or fish) the command line that ``parser`` reads.

    ``offered`` gives the words to offer for an argument by its ``dest``, where the parser itself would take any.
    The parser is changed, and is good for nothing else afterwards.
    """
    _mark(parser, offered)
    parser.prog = COMMAND
    return str(shtab.complete(parser, shell)).rstrip() + "\n"


def _mark(parser: argparse.ArgumentParser, offered: Mapping[str, Sequence[str]]) -> None:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for verb in action.choices.values():
                _mark(verb, offered)
        elif action.dest in offered:
            action.choices = list(offered[action.dest])
        elif action.dest in _FILES:
            action.complete = shtab.FILE  # type: ignore[attr-defined]
        elif action.dest in _FOLDERS:
            action.complete = shtab.DIRECTORY  # type: ignore[attr-defined]
