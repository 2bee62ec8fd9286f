"""What holds for any copy: nothing is lost, signs stay signs, and nothing but bad bytes is refused."""

import re
from collections import Counter

from hypothesis import example, given, settings
from hypothesis import strategies as st

from pamphleteer.diagnostics import BookError
from pamphleteer.importing import Cited, Draft, read, report, to_json, to_markdown
from pamphleteer.importing.locators import cited as in_english

from .plain import fold, front_words, parse

SIGNS = st.sampled_from(
    [
        *"*_`\\#<>&[]{}()|~^@:=+-!.,;“”‘’„«»\"'",
        "**", "__", "```", "~~", "---", "===", ":::", "::: verse", "![", "](x)", "[^1]", "[^1]:", "^[", "{#id}", "{.c}",
        "&amp;", "&#35;", "<b>", "</b>",
        "<!--", "http://a.b/c_d_e", "<http://a.b>", "[@key]", "@key", "-@key", "a@b.org",
        "1.", "2)", "1986.",
        "- ", "* ", "+ ", "> ", "# ", "| a | b |", "|---|---|", ": ", "~ ", "\t", "    ", "  ", "\u00a0",
        "[x]: y", "$x$", "%", "\u2028", "\u0085", "\ufeff", "\u200b", "\r", "\x0c", "...",
    ]
)  # fmt: skip
WORDS = st.sampled_from(
    [
        "a", "Water", "the", "lock", "was", "shut", "Locks", "and", "weirs", "Why", "?", "1.", "2.", "3.", "4.",
        "7)", "•",
        "-", "–",
        "[1]", "[2]", "[1][2]", "[i]", "¹", "*", "†", "‡", "gone.*", "done.†", "stop”.1", "a[6] = 2", "Notes",
        "Sources",
        "“", "”",
        "wrote:", "said.”", "(Ibid.)", "(ibid, p. 5)", "(ebd.)", "(The Long Lock by Ann Bole, Daily News, 3 May 1999)",
        "(A. Bole, Weirs, Lock Press, 1990, p. 4)", "[1] A. Bole, Weirs, Lock Press, 1990, p. 4",
        "[2] So. (A. Bole, Weirs, Lock Press, 1990, p. 4) Yes.", "(Bole, op. cit.; ebd., S. 3)",
        "(see Bole 1990, p. 7)",
        "(in 1990)", "(John 3:16)", "By Ann Bole", "3 May 1999",
        "Share this",
        "Related content", "Subscribe", "Read more", "Advertisement", "First published in Locks", "©",
        "it went on, as it does,",
        "and so the water rose to the second step and stood there until the morning, when the keeper came.",
    ]
)  # fmt: skip
LINES = st.lists(st.one_of(WORDS, SIGNS), max_size=8).map(" ".join) | st.lists(st.one_of(WORDS, SIGNS), max_size=6).map(
    "".join
)
COPY = st.lists(st.one_of(LINES, st.just("")), max_size=16).map("\n".join) | st.text(max_size=80)


def drafted(copy: str) -> Draft | None:
    try:
        return read(copy.encode("utf-8", "surrogatepass"), "copy.txt")[0]
    except BookError as refused:
        assert all(d.code.startswith("import-") for d in refused.diagnostics)
        return None


def expected(draft: Draft) -> list[tuple[str, str]]:
    """The draft's blocks as a parser of the written Markdown has to find them."""
    found = []
    for block in draft.blocks:
        text, at = "", 0
        for call in block.calls:
            text, at = text + block.text[at : call.at] + f"⟦{call.note}⟧", call.at
        text += block.text[at:]
        name = f"numbered {block.number}" if block.number is not None else block.type
        parts = (
            text.split("\n\n")
            if block.type == "verse"
            else re.split("[\n\t]", text)
            if block.type == "table"
            else [text]
        )
        found += [(name, fold(part)) for part in parts]
    return found


@settings(max_examples=600, deadline=None)
@given(COPY)
@example("A title\n\nText {#id}\n\nand so on it went")
@example("Locks {#id}\n\nWeirs\n\nWater {.c}\n\nand so it went on.")
@example("T\n\nWater [1](x) and [2]: y\n\nNotes\n\n[1] One\n\n[2] Two")
@example("http://a.b/c_d_e[1]")
@example("T\n\nStop! [1]\n\nNotes\n\n[1] One")
@example("T\n\nx wrote:\n\n        Deep,\n    less deep,\nnot deep.")
@example("T\n\n1. one\n\n2. two\n\n1. one\n\n2. two\n\n- a\n\n- b")
def test_written_markdown_says_what_the_copy_says(copy: str) -> None:
    draft = drafted(copy)
    if draft is None:
        return
    parsed = parse(to_markdown(draft))
    assert [(name, fold(text)) for name, text in parsed.blocks] == expected(draft)
    for key in ("title", "standfirst", "byline", "source"):
        value = getattr(draft, key)
        assert (front_words(parsed.front[key]) if key in parsed.front else None) == (
            re.sub("⟦.*?⟧", "", fold(value)) if value and key != "title" else with_calls(draft) if value else None
        )
    for number, note in enumerate(draft.notes, 1):
        if note.key:
            assert parsed.cites[str(number)].replace("\\", "") == "; ".join(map(cited, note.cites))
        else:
            assert [p.replace("\\", "") for p in parsed.notes[str(number)]] == [
                with_cites(p, [place for place in note.within if place[0] == i]).replace("\\", "")
                for i, p in enumerate(note.paragraphs)
            ]
    assert len(parsed.notes) + len(parsed.cites) == len(draft.notes)
    assert [entry["id"] for entry in parsed.front.get("references", [])] == [r["id"] for r in draft.references]
    assert [entry["custom"]["raw"] for entry in parsed.front.get("references", [])] == [
        r["custom"]["raw"] for r in draft.references
    ]


def cited(cite: Cited) -> str:
    place = f", {in_english(cite.locator)}" if cite.locator else ""
    return f"{cite.prefix} @{cite.key}{place}".strip()


def with_cites(text: str, places: list[tuple[int, int, Cited]]) -> str:
    said, at = "", 0
    for _, end, cite in places:
        said, at = said + text[at:end] + f"⟪{cited(cite)}⟫", end
    return fold(said + text[at:])


def with_calls(draft: Draft) -> str:
    text, at = "", 0
    title = draft.title or ""
    for call in draft.title_calls:
        text, at = text + title[at : call.at] + f"⟦{call.note}⟧", call.at
    return fold(text + title[at:])


@settings(max_examples=400, deadline=None)
@given(COPY)
def test_no_character_is_lost_but_marks_of_lists_and_notes(copy: str) -> None:
    draft = drafted(copy)
    if draft is None or draft.date:
        return
    kept = [draft.title, draft.standfirst, draft.byline, draft.source, *(b.text for b in draft.blocks)]
    kept += [n.raw for n in draft.notes] + [r.text for r in draft.removed]
    got = Counter(c for text in kept if text for c in text if not c.isspace())
    had = Counter(c for c in re.sub(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]", "", copy) if not c.isspace())
    had["\ufeff"] -= copy.startswith("\ufeff")
    assert not got - had or set(got - had) <= set("0123456789[],;")
    assert set(had - got) <= set("0123456789.)[]¹²³⁰⁴⁵⁶⁷⁸⁹ivxl,;•‣▪●◦■□⁃∙➢➤·-–*+o†‡§‖()")


@settings(max_examples=300, deadline=None)
@given(COPY)
def test_notes_are_numbered_as_they_are_called(copy: str) -> None:
    draft = drafted(copy)
    if draft is None:
        return
    calls = [c.note for c in draft.title_calls] + [c.note for b in draft.blocks for c in b.calls]
    assert list(dict.fromkeys(calls)) == list(range(1, len(draft.notes) + 1))
    for number, note in enumerate(draft.notes, 1):
        assert note.refers_to is None or note.refers_to < number
        assert note.key or note.paragraphs
    for block in draft.blocks:
        assert all(0 <= call.at <= len(block.text) for call in block.calls)
        assert [call.at for call in block.calls] == sorted(call.at for call in block.calls)
        assert block.lines[0] <= block.lines[1]
    assert to_json(draft)["notes"] is not None
    assert report(draft, "copy.txt").startswith("# Import of copy.txt\n")


@settings(max_examples=300, deadline=None)
@given(COPY)
def test_importing_twice_says_the_same(copy: str) -> None:
    draft = drafted(copy)
    if draft is not None:
        assert to_markdown(draft) == to_markdown(drafted(copy) or draft)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200), st.sampled_from(["a.txt", "a", "a.text", "a.docx", ".txt"]))
def test_no_bytes_crash_the_importer(data: bytes, file: str) -> None:
    try:
        draft, _found = read(data, file)
    except BookError as refused:
        assert refused.diagnostics
    else:
        to_markdown(draft)
