"""The cites of one citation, joined: grouped and collapsed where the style asks for it (CSL 1.0.2, "Cite Grouping" and
"Cite Collapsing")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pamphleteer.csl import richtext
from pamphleteer.csl.citing import Cite
from pamphleteer.csl.elements.base import Place, Tokens, plain_text
from pamphleteer.csl.richtext import Close, Open, Token
from pamphleteer.csl.tree import Node

if TYPE_CHECKING:
    from pamphleteer.csl.processor import Processor


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
        content = _listed([_whole(r) for r in present], area.delimiter)
    return list(area.formatting.apply(content, processor.entry_context(rendered[0].cite.key))) if content else []


def _listed(parts: Sequence[Tokens], delimiter: str) -> list[Token]:
    whole: list[Token] = []
    for part in parts:
        if whole and delimiter and part:
            whole.append(delimiter)
        whole += part
    return whole


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
    delimiter = area.delimiter
    after = area.attributes.get("after-collapse-delimiter", delimiter)
    whole: list[Token] = []
    at = 0
    collapsed = False
    while at < len(rendered):
        end = at
        while end + 1 < len(rendered) and _follows(processor, rendered[end], rendered[end + 1]):
            end += 1
        if whole:
            whole.append(after if collapsed else delimiter)
        if end - at >= 2:
            whole += [*_whole(rendered[at]), "–", *_whole(rendered[end])]
            collapsed = True
            at = end + 1
        else:
            whole += _whole(rendered[at])
            collapsed = False
            at += 1
    return whole


def _follows(processor: Processor, one: Rendered, other: Rendered) -> bool:
    for rendered in (one, other):
        if rendered.cite.locator or rendered.cite.prefix or rendered.cite.suffix:
            return False
    return processor.numbers.get(other.cite.key, 0) == processor.numbers.get(one.cite.key, 0) + 1


# --- years


def _groups(processor: Processor, rendered: Sequence[Rendered], collapse: str) -> list[Token]:
    """Cites of the same authors side by side, and without repeating the authors where years are collapsed."""
    from pamphleteer.csl.processor import names_of

    area = processor.style.citation
    within = area.attributes.get("cite-group-delimiter", ", " if collapse else area.delimiter)
    after = area.attributes.get("after-collapse-delimiter", area.delimiter)
    groups: dict[object, list[Rendered]] = {}
    for number, one in enumerate(rendered):
        names = plain_text(names_of(one.tokens))
        groups.setdefault(names or number, []).append(one)
    whole: list[Token] = []
    previous: list[Rendered] | None = None
    for group in groups.values():
        if previous is not None:
            whole.append(after if collapse and len(previous) > 1 else area.delimiter)
        if collapse and len(group) > 1:
            whole += _years(processor, group, collapse, within)
        else:
            whole += _listed([_whole(one) for one in group], within)
        previous = group
    return whole


def _years(processor: Processor, group: Sequence[Rendered], collapse: str, within: str) -> list[Token]:
    area = processor.style.citation
    by_suffix = collapse.startswith("year-suffix")
    mark = area.attributes.get("year-suffix-delimiter", area.delimiter if by_suffix else within)
    whole: list[Token] = _whole(group[0])
    at = 1
    while at < len(group):
        one, before = group[at], group[at - 1]
        if by_suffix and _same_year(processor, before, one):
            end = at
            while (
                collapse == "year-suffix-ranged"
                and end + 1 < len(group)
                and _next(processor, group[end], group[end + 1])
            ):
                end += 1
            if collapse == "year-suffix-ranged" and end > at and _next(processor, before, one):
                whole += ["–", *_letter(processor, group[end])]
                at = end + 1
                continue
            whole += [mark, *_letter(processor, one)]
        else:
            bare = processor.cite_tokens(one.cite.key, one.place, without_names=True)
            whole += [within, *_whole(one, bare)]
        at += 1
    return whole


def _letter(processor: Processor, rendered: Rendered) -> list[Token]:
    return _whole(rendered, (processor.distinctions[rendered.cite.key].suffix,))


def _same_year(processor: Processor, one: Rendered, other: Rendered) -> bool:
    for rendered in (one, other):
        if rendered.cite.locator or rendered.cite.prefix or rendered.cite.suffix:
            return False
    letters = [processor.distinctions[r.cite.key].suffix for r in (one, other)]
    years = [processor.item(r.cite.key).date("issued") for r in (one, other)]
    same = years[0] is not None and years[1] is not None and years[0].start is not None and years[1].start is not None
    return all(letters) and (
        (same and years[0].start.year == years[1].start.year)  # type: ignore[union-attr]
        or (years[0] is None and years[1] is None)
    )


def _next(processor: Processor, one: Rendered, other: Rendered) -> bool:
    letters = [processor.distinctions[r.cite.key].suffix for r in (one, other)]
    return (
        _same_year(processor, one, other)
        and len(letters[0]) == len(letters[1]) == 1
        and ord(letters[1]) == ord(letters[0]) + 1
    )
