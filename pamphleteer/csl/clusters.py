"""The cites of one citation, joined; grouped and collapsed where the style asks for it.

CSL 1.0.2, "Cite Grouping" and "Cite Collapsing".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pamphleteer.csl import richtext
from pamphleteer.csl.citing import Cite
from pamphleteer.csl.elements.base import Place, Tokens, names_of, plain_text
from pamphleteer.csl.richtext import Close, Open, Token
from pamphleteer.csl.tree import Node

if TYPE_CHECKING:
    from pamphleteer.csl.processor import Processor


_STOPS = tuple(".,;:!?")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A cite and what it renders, without its affixes."""

    cite: Cite
    place: Place
    tokens: Tokens


def join(processor: Processor, rendered: Sequence[Rendered]) -> list[Token]:
    """A citation's cites, with the layout's delimiter between them and its affixes around them."""
    area = processor.style.citation
    collapse = area.attributes.get("collapse", "")
    present = [r for r in rendered if r.tokens or r.cite.prefix or r.cite.suffix]
    if collapse == "citation-number":
        content = _numbers(processor, present)
    elif collapse.startswith("year") or "cite-group-delimiter" in area.attributes:
        content = _groups(processor, present, collapse)
    else:
        content = []
        for at, one in enumerate(present):
            _add(content, _whole(one), _between(present[at - 1], one, area.delimiter) if at else "")
    if not content:
        return []
    formatting = area.formatting
    # Unlike other elements', a layout's affixes are in its fonts.
    return [
        *(Open(kind) for kind in formatting.kinds),
        *([formatting.prefix] if formatting.prefix else []),
        *content,
        *([formatting.suffix] if formatting.suffix else []),
        *(Close(kind) for kind in reversed(formatting.kinds)),
    ]


def _add(whole: list[Token], part: Sequence[Token], delimiter: str) -> None:
    if part:
        if whole and delimiter:
            whole.append(delimiter)
        whole += part


def _between(before: Rendered, after: Rendered, delimiter: str) -> str:
    """The delimiter between two cites, but for what the author's own punctuation does there already."""
    prefix = plain_text(_affix(after.cite.prefix))
    if prefix[:1] in _STOPS:
        return ""
    suffix = plain_text(_affix(before.cite.suffix))
    # A full stop may be that of an abbreviation: S. 7 f.; in a suffix with a sentence of its own, or where one follows,
    # it is an end.
    sentence = suffix.startswith(".") or any(part[:1].isupper() for part in (*suffix.split(". ")[1:], prefix))
    if suffix[-1:] in _STOPS and (sentence or not suffix.endswith(".")):
        return " " if delimiter[-1:].isspace() else ""
    return delimiter


def _whole(rendered: Rendered, tokens: Tokens | None = None) -> list[Token]:
    """A cite with its affixes, within a mark that names its source."""
    cite = rendered.cite
    content = rendered.tokens if tokens is None else tokens
    prefix, suffix = _affix(cite.prefix), _affix(cite.suffix)
    before, after = plain_text(prefix), plain_text(suffix)
    if before and content and before[-1] not in " \u00a0\u202f([{-–—/‘“«„'\"":
        prefix = [*prefix, " "]
    if after and after[0].isalnum() and content:
        suffix = [" ", *suffix]
    return [Open("cite", cite.key), *prefix, *content, *suffix, Close("cite")]


def _affix(affix: str | Node) -> list[Token]:
    if isinstance(affix, str):
        return list(richtext.parse(affix))
    return list(_of_tree(affix))


def _of_tree(node: Node | str) -> list[Token]:
    if isinstance(node, str):
        return [node]
    inner = [token for child in node.children for token in _of_tree(child)]
    return [Open(node.kind, node.value), *inner, Close(node.kind)] if node.kind else inner


# --- numbers


def _numbers(processor: Processor, rendered: Sequence[Rendered]) -> list[Token]:
    """Runs of numbers as ranges: [1–3, 5]."""
    area = processor.style.citation
    after = area.attributes.get("after-collapse-delimiter", area.delimiter)
    whole: list[Token] = []
    delimiter, at = "", 0
    while at < len(rendered):
        end = at
        while end + 1 < len(rendered) and _follows(processor, rendered[end], rendered[end + 1]):
            end += 1
        if end - at >= 2:
            _add(whole, [*_whole(rendered[at]), "–", *_whole(rendered[end])], delimiter)
            delimiter, at = after, end + 1
        else:
            _add(whole, _whole(rendered[at]), delimiter)
            delimiter, at = area.delimiter, at + 1
    return whole


def _follows(processor: Processor, one: Rendered, other: Rendered) -> bool:
    if not all(_is_number(processor, rendered) for rendered in (one, other)):
        return False
    return processor.numbers.get(other.cite.key, 0) == processor.numbers.get(one.cite.key, 0) + 1


def _is_number(processor: Processor, rendered: Rendered) -> bool:
    """Whether a cite shows its number and no more: styles of that kind may leave locators out, or have labels."""
    if re.findall(r"\w+", plain_text(rendered.tokens))[-1:] != [str(processor.numbers.get(rendered.cite.key, 0))]:
        return False
    if not rendered.cite.locator or rendered.cite.prefix or rendered.cite.suffix:
        return _bare(rendered)
    bare = replace(rendered.place, locator="")
    return plain_text(processor.cite_tokens(rendered.cite.key, bare)) == plain_text(rendered.tokens)


def _bare(rendered: Rendered) -> bool:
    """Whether a cite has neither locator nor affixes."""
    return not (rendered.cite.locator or rendered.cite.prefix or rendered.cite.suffix)


# --- years


def _groups(processor: Processor, rendered: Sequence[Rendered], collapse: str) -> list[Token]:
    """Cites of the same authors side by side, and without repeating the authors where years are collapsed."""
    area = processor.style.citation
    default = ", " if collapse and not processor.style.is_note else area.delimiter
    within = area.attributes.get("cite-group-delimiter", default)
    after = area.attributes.get("after-collapse-delimiter", area.delimiter)
    whole: list[Token] = []
    delimiter = ""
    for group in _by_author(rendered, sorts=bool(area.sort), anonymous=collapse.startswith("year-suffix")):
        if collapse and len(group) > 1:
            _add(whole, _years(processor, group, collapse, within), delimiter)
        else:
            part: list[Token] = []
            for one in group:
                _add(part, _whole(one), within)
            _add(whole, part, delimiter)
        delimiter = after if collapse == "year" or len(group) > 1 else area.delimiter
    return whole


def _by_author(rendered: Sequence[Rendered], *, sorts: bool, anonymous: bool) -> list[list[Rendered]]:
    """Neighbours with the same names; where cites are sorted, whoever has the same names is a neighbour."""
    groups: list[list[Rendered]] = []
    known: dict[str, list[Rendered]] = {}
    last: str | None = None
    for one in rendered:
        names = plain_text(names_of(one.tokens))
        joins = known.get(names) if names and sorts else groups[-1] if groups and names == last else None
        if joins is not None and (names or anonymous) and not one.cite.prefix:
            joins.append(one)
        else:
            groups.append([one])
            known[names] = groups[-1]
        last = names
    return groups


def _years(processor: Processor, group: Sequence[Rendered], collapse: str, within: str) -> list[Token]:
    attributes, layout = processor.style.citation.attributes, processor.style.citation.delimiter
    after = attributes.get("after-collapse-delimiter", within)
    mark = attributes.get("year-suffix-delimiter", attributes.get("cite-group-delimiter", layout))
    ranged = collapse == "year-suffix-ranged"
    whole: list[Token] = _whole(group[0])
    at = 1
    while at < len(group):
        one, before = group[at], group[at - 1]
        if collapse.startswith("year-suffix") and _same_year(processor, before, one):
            end = at
            while ranged and end + 1 < len(group) and _next(processor, group[end], group[end + 1]):
                end += 1
            if end > at and _next(processor, before, one):
                whole += ["–", *_letter(processor, group[end])]
                at = end + 1
                continue
            whole += [mark, *_letter(processor, one)]
        elif bare := processor.cite_tokens(one.cite.key, one.place, without_names=True, begun=True):
            located = collapse == "year" and before.cite.locator
            _add(whole, _whole(one, bare), after if located else within)
        at += 1
    return whole


def _letter(processor: Processor, rendered: Rendered) -> list[Token]:
    """The letter behind the year, in the fonts that the cite has it in."""
    tokens = rendered.tokens
    start = next((i for i, t in enumerate(tokens) if isinstance(t, Open) and t.kind == "year-suffix"), None)
    if start is None:
        return _whole(rendered, (processor.distinctions[rendered.cite.key].suffix,))
    depth, end = 0, start
    for end in range(start, len(tokens)):
        token = tokens[end]
        depth += isinstance(token, Open) - isinstance(token, Close)
        if depth == 0:
            break
    return _whole(rendered, tokens[start : end + 1])


def _same_year(processor: Processor, one: Rendered, other: Rendered) -> bool:
    if not (_bare(one) and _bare(other)) or not all(processor.distinctions[r.cite.key].suffix for r in (one, other)):
        return False
    dates = [processor.item(r.cite.key).date("issued") for r in (one, other)]
    years = [date.start.year if date and date.start else None for date in dates]
    return years[0] == years[1]


def _next(processor: Processor, one: Rendered, other: Rendered) -> bool:
    letters = [processor.distinctions[r.cite.key].suffix for r in (one, other)]
    single = len(letters[0]) == len(letters[1]) == 1
    return single and ord(letters[1]) == ord(letters[0]) + 1 and _same_year(processor, one, other)
