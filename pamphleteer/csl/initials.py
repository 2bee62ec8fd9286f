"""Given names cut to initials, as ``initialize-with`` asks for it."""

from __future__ import annotations

import re


def initialed(given: str, mark: str, hyphens: bool, *, every: bool) -> str:
    """A given name with its parts cut to initials, each followed by ``mark``; where not ``every`` part is cut, those
    that are initials already.
    """
    if not hyphens:
        given = given.replace("-", " ")
    tags: list[str] = []
    words = _WORD.findall(_hidden(given, tags))
    whole, before = "", ""
    for separator, word in words:
        if not word:
            continue
        joint = "-" if separator.strip() in ("-", "‐", "–") else " "
        if joint == "-" and before == "initial" and word[0].islower():
            # The second half of a name in two: Guo-ping.
            continue
        cut = _initial(word, mark, every)
        if cut is None:
            whole = (
                f"{whole.rstrip(' ')}{' ' if whole else ''}{word}" if joint == " " else f"{whole.rstrip(' ')}-{word}"
            )
            before = "word"
            continue
        if joint == "-" and whole:
            whole = f"{whole.rstrip(' ')}-{cut}"
        elif before == "word":
            whole = f"{whole.rstrip(' ')} {cut}"
        else:
            whole += cut
        before = "initial"
    return _shown_again(whole.rstrip(" "), tags)


_WORD = re.compile(r"([\s‐–-]*)((?:[^\s.‐–-]+\.?)|\.|\Z)")
_TAGS = re.compile(r"</?[a-z]+(?:\s[^<>]*)?>")
_STAND_IN = re.compile(r"[\ue000-\uefff]")
"""What stands for a tag while letters are cut; a name that has such characters of its own keeps its tags in sight."""


def _hidden(text: str, tags: list[str]) -> str:
    if "<" not in text or _STAND_IN.search(text):
        return text

    def hide(match: re.Match[str]) -> str:
        if len(tags) == 0x1000:
            return match[0]
        tags.append(match[0])
        return chr(0xE000 + len(tags) - 1)

    return _TAGS.sub(hide, text)


def _shown_again(text: str, tags: list[str]) -> str:
    return _STAND_IN.sub(lambda found: tags[ord(found[0]) - 0xE000], text) if tags else text


def _initial(word: str, mark: str, every: bool) -> str | None:
    """A part of a given name as initials; None where it stays a word."""
    lead = ""
    while word and 0xE000 <= ord(word[0]) < 0xF000:
        lead, word = lead + word[0], word[1:]
    trail = "".join(c for c in word if 0xE000 <= ord(c) < 0xF000)
    word = "".join(c for c in word if not 0xE000 <= ord(c) < 0xF000)
    bare = word.rstrip(".")
    if not bare or not bare[0].isupper():
        return None
    stopped = word.endswith(".")
    if len(bare) == 1 or stopped:
        shown = bare
    elif not every:
        return None
    else:
        run = next((i for i, letter in enumerate(bare) if not letter.isupper()), len(bare))
        # "TSerendorj" begins with one letter that is written as two.
        shown = bare[0] + (bare[1:run].lower() if run < len(bare) else "")
    space = " " if mark.endswith(" ") and trail else ""
    return f"{lead}{shown}{mark.rstrip(' ')}{trail}{space}" if trail else f"{lead}{shown}{mark}"
