"""What other copy has, and what is easily misread. Each piece of copy is as short as shows the trap."""

from collections.abc import Sequence

import pytest

from pamphleteer.importing import Block, Draft, read, to_markdown

LONG = (
    "The water stood at the second step until the morning, and the keeper, who had slept in his boots, "
    "went down to it with a lantern and a pole to see what had come with it in the night."
)


def copy(*passages: str, title: str = "The lock") -> Draft:
    return read("\n\n".join([title, *passages]).encode(), "copy.txt")[0]


def kinds(draft: Draft) -> list[str]:
    return [block.type for block in draft.blocks]


def texts(draft: Draft) -> list[str]:
    return [block.text for block in draft.blocks]


def doubted(draft: Draft, line: int, words: str) -> bool:
    return any(d.line == line and words in d.message for d in draft.doubts)


def notes(block: Block) -> Sequence[int]:
    return [call.note for call in block.calls]


# --- marks of notes, and what only looks so


def test_numbered_paragraphs_are_no_notes() -> None:
    draft = copy(f"[1] {LONG}", f"[2] {LONG}", f"[3] {LONG}")
    assert draft.notes == ()
    assert texts(draft) == [f"[{n}] {LONG}" for n in (1, 2, 3)]
    assert doubted(draft, 3, "nothing in the text calls them")


def test_a_number_in_a_quotation_and_one_in_code_stay() -> None:
    draft = copy(
        f"{LONG}[1] “Page [37] is torn,” he said.",
        "He wrote gates[1] = shut; and went to bed.",
        "Notes",
        "[1] Two were open.",
    )
    assert [note.raw for note in draft.notes] == ["[1] Two were open."]
    assert texts(draft)[0] == f"{LONG} “Page [37] is torn,” he said."
    assert texts(draft)[1] == "He wrote gates[1] = shut; and went to bed."
    assert doubted(draft, 3, "[37]")
    assert notes(draft.blocks[0]) == [1] and notes(draft.blocks[1]) == []


def test_a_flattened_superscript_is_a_call_where_all_notes_are_called_in_order() -> None:
    listed = ("Notes", "1. The first.", "2. The second.")
    draft = copy(f"“These are truths”.1 {LONG}", f"{LONG}2", *listed)
    assert [note.paragraphs for note in draft.notes] == [("The first.",), ("The second.",)]
    assert texts(draft) == [f"“These are truths”. {LONG}", LONG]
    assert doubted(draft, 3, "read as the call of a note")
    draft = copy(f"“These are truths”.1 {LONG}", LONG, *listed)
    assert draft.notes == ()
    assert kinds(draft) == ["para", "para", "heading", "numbered", "numbered"]


@pytest.mark.parametrize("heading", ["Sources", "Quellen:", "NOTES", "Literatur", "Références"])
def test_marks_in_a_row_call_a_list_under_any_heading(heading: str) -> None:
    draft = copy(f"{LONG}[1][2] And [2] again.", heading, "[1] One.\n[2] Two.")
    assert notes(draft.blocks[0]) == [1, 2, 2]
    assert texts(draft) == [f"{LONG} And again."]
    assert [(r.type, r.text) for r in draft.removed] == [("heading", heading)]
    assert "night.[^1][^2] And[^2] again." in to_markdown(draft)


def test_superscripts_and_roman_numbers_are_marks() -> None:
    draft = copy(f"{LONG}¹ So it was.²", "Notes", "¹ One.", "² Two.")
    assert [note.raw for note in draft.notes] == ["¹ One.", "² Two."]
    draft = copy(f"{LONG}[i] So it was.[ii]", "[i] One.", "[ii] Two.")
    assert [note.raw for note in draft.notes] == ["[i] One.", "[ii] Two."]


def test_a_listed_note_may_have_paragraphs() -> None:
    draft = copy(f"{LONG}[1] So.[2]", "Notes", "1. One.", "It goes on.", "2. Two.")
    assert [note.paragraphs for note in draft.notes] == [("One.", "It goes on."), ("Two.",)]
    assert "[^1]: One.\n\n    It goes on.\n" in to_markdown(draft)


def test_a_listed_note_that_nothing_calls_stays() -> None:
    draft = copy(f"{LONG}[1] So it was.", "Notes", "[1] One.", "[2] Two.")
    assert [note.raw for note in draft.notes] == ["[1] One."]
    assert texts(draft)[1:] == ["Notes", "[2] Two."]
    assert doubted(draft, 9, "stays where it is")


def test_notes_stand_after_a_box_that_asks_for_money() -> None:
    draft = copy(f"{LONG}[1]", "Support our work", "We live on what you give.", "Donate now", "Notes", "[1] One.")
    assert [note.raw for note in draft.notes] == ["[1] One."]
    assert [r.text for r in draft.removed] == ["Support our work", "We live on what you give.", "Donate now", "Notes"]
    assert texts(draft) == [LONG]


def test_a_dagger_note_may_stand_after_its_paragraph_or_run_over_a_quotation() -> None:
    draft = copy(
        f"{LONG}* Then he went.",
        "* He came back.",
        f"{LONG}*",
        "*The keeper wrote:",
        "“I saw it.",
        "“I saw it twice.”",
        "‡ No one.",
    )
    assert [note.paragraphs for note in draft.notes] == [
        ("He came back.",),
        ("The keeper wrote:", "“I saw it.", "“I saw it twice.”"),
    ]
    assert texts(draft) == [f"{LONG} Then he went.", LONG, "‡ No one."]


def test_asterisks_around_words_call_nothing() -> None:
    draft = copy(f"He said *so* and 5 * 4. {LONG}", "* a bullet", "* another")
    assert draft.notes == ()
    assert kinds(draft) == ["para", "list", "list"]


# --- sources in brackets


@pytest.mark.parametrize(
    "remark",
    [
        "(John 3:16)",
        "(Rev. 14: 9, 10)",
        "(1 Cor. 13, 4–7)",
        "(Joh 3,16)",
        "(Genesis, ch. 3)",
        "(1990–1995)",
        "(London, 1851)",
        "(see p. 12)",
        "(as the Gazette wrote on 4 June 1851)",
        "(it was sold, as we saw, 4 June 1851)",
        "(The keeper, too, was asleep.)",
        "(Model T 5)",
        "(UAVs)",
        "(4 June 1851)",
        "(laughter)",
        "[sic]",
    ],
)
def test_remarks_in_brackets_stay(remark: str) -> None:
    words = f"“The gate was shut.” {remark} {LONG}"
    draft = copy(words, f"The gate {remark} was shut. {LONG}")
    assert draft.notes == ()
    assert texts(draft)[0] == words


@pytest.mark.parametrize(
    "source",
    [
        "(Seven Weirs, p. 241)",
        "(Notes on the water's day, p. 22.)",
        "[Lowmere Gazette, 4 June 1851]",
        "(The gate by Ann Bole, Canal Voice, 4 June 1851)",
        "(Ann Bole, The Gate (Marsh Books, 1974), pp. 3-9)",
    ],
)
def test_sources_in_brackets_are_notes(source: str) -> None:
    draft = copy(f"“The gate was shut.” {source} {LONG}")
    assert [(note.kind, note.raw) for note in draft.notes] == [("source", source)]
    assert texts(draft) == [f"“The gate was shut.” {LONG}"]
    assert "shut.”[^1] The water" in to_markdown(draft)


def test_a_source_before_the_full_stop_leaves_it_in_its_place() -> None:
    draft = copy(f"It was “never shut” (Seven Weirs, p. 241). {LONG}")
    assert f"“never shut”[^1]. {LONG}" in to_markdown(draft)


def test_a_source_that_ends_its_sentence_needs_no_mark_before_it() -> None:
    source = "(The gate was never shut, Canal Voice, 4 June 1851)"
    draft = copy(f"So said the keeper {source}. {LONG}", f"So said the keeper {source}, and he went. {LONG}")
    assert [note.raw for note in draft.notes] == [source]
    assert f"the keeper[^1]. {LONG}" in to_markdown(draft)
    assert source in texts(draft)[1]
    assert doubted(draft, 5, "Within a sentence")


def test_a_source_by_itself_belongs_to_the_paragraph_above() -> None:
    draft = copy("He wrote:", f"“{LONG}”", "(Lowmere Gazette, 4 June 1851)", "So he did, and no one answered him.")
    assert kinds(draft) == ["para", "blockquote", "para"]
    assert notes(draft.blocks[1]) == [1]
    assert draft.blocks[1].lines == (5, 7)


def test_ibid_means_the_last_source_and_a_family_name_its_own() -> None:
    draft = copy(
        f"“{LONG}” (Ann Bole, The Gate, Marsh Books, 1974, p. 3)",
        f"“{LONG}” (Lowmere Gazette, 4 June 1851)",
        f"“{LONG}” (Ibid.)",
        f"“{LONG}” (Bole, p. 9)",
        f"“{LONG}” (ebd., S. 12)",
    )
    assert [(n.kind, n.refers_to, n.key, n.locator) for n in draft.notes] == [
        ("source", None, "bole1974", "p. 3"),
        ("source", None, "lowmere1851", None),
        ("ibid", 2, "lowmere1851", None),
        ("ibid", 1, "bole1974", "p. 9"),
        ("ibid", 1, "bole1974", "S. 12"),
    ]


def test_an_ibid_without_a_source_stays_a_note_in_words() -> None:
    draft = copy(f"“{LONG}” (Ibid., p. 4)")
    assert [(n.kind, n.refers_to, n.key) for n in draft.notes] == [("ibid", None, None)]
    assert "[^1]: Ibid., p. 4\n" in to_markdown(draft)
    assert doubted(draft, 3, "no source before it")


def test_the_same_source_twice_is_one_reference_and_two_sources_have_two_ids() -> None:
    same = "(The gate by Ann Bole, Canal Voice, 4 June 1851)"
    other = "(The weir by Ann Bole, Canal Voice, 5 June 1851)"
    draft = copy(f"“{LONG}” {same}", f"“{LONG}” {other}", f"“{LONG}” {same}")
    assert [n.key for n in draft.notes] == ["bole1851", "bole1851b", "bole1851"]
    assert [r["id"] for r in draft.references] == ["bole1851", "bole1851b"]


# --- quotations


def test_speech_is_no_block_quotation() -> None:
    draft = copy(
        f"“The gate is shut,” he said. {LONG}",
        "“Shut?” she asked.",
        "“Shut.”",
        "“Then we wait,” she said, “until it opens.” (The wait by Ann Bole, Canal Voice, 4 June 1851)",
    )
    assert kinds(draft) == ["para"] * 4
    assert notes(draft.blocks[3]) == [1]


def test_a_quotation_in_french_marks_is_one() -> None:
    draft = copy("Le gardien écrivit :", f"« {LONG}", f"« {LONG} »", "— Fermé, dit-il.", "— Fermé, dit-elle.")
    assert kinds(draft) == ["para", "blockquote", "blockquote", "para", "para"]


def test_straight_marks_open_quotations_too() -> None:
    draft = copy("The keeper wrote as follows:—", f'"{LONG}', f'"{LONG}"', LONG)
    assert kinds(draft) == ["para", "blockquote", "blockquote", "para"]


def test_an_indented_passage_is_a_quotation() -> None:
    quoted = (
        "    The gate was shut when we came to it,\n"
        "    and it was shut when we left, and no\n"
        "    one had been seen upon it all day."
    )
    draft = read(f"The lock\n\n{LONG}\n\n{quoted}\n\n{LONG}\n\n{LONG}\n".encode(), "copy.txt")[0]
    assert kinds(draft) == ["para", "blockquote", "para", "para"]


# --- lists and numbers


@pytest.mark.parametrize(
    "words",
    [
        "1986. Nobody forgets that year.",
        "12. März 1822: Der Rat schrieb.",
        "3.5 feet of water stood there.",
        "7. So it was.",
    ],
)
def test_a_number_alone_begins_no_list(words: str) -> None:
    draft = copy(LONG, words, LONG)
    assert kinds(draft) == ["para"] * 3
    assert texts(draft)[1] == words


def test_a_list_that_begins_anew_is_another() -> None:
    draft = copy("1. One gate.", "2. Two gates.", "1. One weir.", "2. Two weirs.", "So it was, and no one said a word.")
    assert [b.number for b in draft.blocks] == [1, 2, 1, 2, None]
    assert "2. Two gates.\n\n1) One weir.\n\n2) Two weirs.\n" in to_markdown(draft)


def test_numbered_headings_are_headings() -> None:
    draft = copy("1. The gate", LONG, "2. The weir", LONG)
    assert kinds(draft) == ["heading", "para", "heading", "para"]
    assert "## 1. The gate\n" in to_markdown(draft)


def test_dashes_open_speech_before_they_open_lists() -> None:
    assert kinds(copy(LONG, "– Shut, he said.", "– Shut, she said.")) == ["para"] * 3
    assert kinds(copy("We carried:", "– a lamp", "– a pole")) == ["para", "list", "list"]


# --- lines


def test_wrapped_copy_is_joined_and_a_broken_word_doubted() -> None:
    wrapped = (
        "The water stood at the second step until the morning, and the keep-\n"
        "er, who had slept in his boots, went down to it with a lantern and a\n"
        "pole to see what had come with it in the night. It was a cow, and it\n"
        "was alive."
    )
    draft = read(f"The lock\n\n{wrapped}\n\n{wrapped}\n".encode(), "copy.txt")[0]
    assert len(draft.blocks) == 2
    assert draft.blocks[0].text.startswith("The water stood at the second step until the morning, and the keep-er, who")
    assert doubted(draft, 3, "hyphen")


def test_an_address_keeps_its_lines() -> None:
    draft = copy(LONG, "The Lock House\nLowmere\nby the second gate", LONG)
    assert kinds(draft) == ["para"] * 3
    assert "The Lock House\\\nLowmere\\\nby the second gate\n" in to_markdown(draft)
    assert doubted(draft, 5, "short lines")


def test_a_sentence_after_verse_is_no_verse() -> None:
    draft = copy("She sang:", "The gate is shut,\nThe water stands.", "Nobody answered.")
    assert kinds(draft) == ["para", "verse", "para"]


def test_short_sentences_and_questions_are_no_headings() -> None:
    draft = copy(LONG, "Nobody answered.", LONG, "Why?", LONG, "She said:", LONG)
    assert "heading" not in kinds(draft)


def test_a_question_among_headings_is_one() -> None:
    draft = copy("The gate", LONG, "Who shut the gate?", LONG)
    assert kinds(draft) == ["heading", "para", "heading", "para"]


# --- furniture and head


def test_a_line_to_subscribe_amid_the_text_is_left_out() -> None:
    draft = copy(LONG, "Subscribe to our channel", LONG)
    assert texts(draft) == [LONG, LONG]
    assert [(r.text, r.lines) for r in draft.removed] == [("Subscribe to our channel", (5, 5))]


def test_a_picture_s_name_is_taken_off_the_first_word() -> None:
    draft = copy(LONG, f"lock_gate-2.jpg{LONG}", "weir.PNG", f"The file was called gate.jpg. {LONG}")
    assert texts(draft) == [LONG, LONG, "weir.PNG", f"The file was called gate.jpg. {LONG}"]
    assert [r.text for r in draft.removed] == ["lock_gate-2.jpg"]


def test_a_heading_that_could_be_furniture_stays_within_the_text() -> None:
    draft = copy(LONG, "Comments", LONG, "News", LONG)
    assert kinds(draft) == ["para", "heading", "para", "heading", "para"]


def test_furniture_alone_is_kept() -> None:
    assert texts(read(b"Related content\n", "copy.txt")[0]) == ["Related content"]


@pytest.mark.parametrize(
    ("line", "byline", "date"),
    [
        ("By Ann Bole", "By Ann Bole", None),
        ("By Ann Bole, 4 June 1998", "By Ann Bole", "1998-06-04"),
        ("Ann Bole | June 4, 1998", "Ann Bole", "1998-06-04"),
        ("The Canal Society\n4 June 1998", "The Canal Society", "1998-06-04"),
        ("4 June 1998\nAnn Bole", "Ann Bole", "1998-06-04"),
        ("Published: 4 June 1998", None, "1998-06-04"),
        ("Von Anna Bole – 4. Juni 1998", "Von Anna Bole", "1998-06-04"),
        ("[By Mr. Charles Bole, Keeper of the Lower Gate.]", "By Mr. Charles Bole, Keeper of the Lower Gate.", None),
    ],
)
def test_byline_and_date_are_read_under_the_title(line: str, byline: str | None, date: str | None) -> None:
    draft = copy("How a gate was shut, and by whom.", line, LONG, LONG)
    assert (draft.standfirst, draft.byline, draft.date) == ("How a gate was shut, and by whom.", byline, date)
    assert texts(draft) == [LONG, LONG]


def test_what_the_copy_does_not_say_stays_empty() -> None:
    draft = copy(LONG, "By the river stood a gate, and it was shut.", LONG)
    assert (draft.standfirst, draft.byline, draft.date, draft.language, draft.source) == (None,) * 5


def test_the_line_that_says_where_it_first_appeared_is_the_source() -> None:
    draft = copy(LONG, LONG, "First published in Canal Voice, no. 4.")
    assert draft.source == "First published in Canal Voice, no. 4."
    assert texts(draft) == [LONG, LONG]


def test_a_note_in_the_title_is_called_there() -> None:
    draft = copy(f"{LONG}[2]", "Notes", "[1] One.", "[2] Two.", title="The lock[1]")
    assert draft.title == "The lock"
    assert to_markdown(draft).startswith("---\ntitle: The lock[^1]\n---\n")


def test_copy_that_begins_with_its_text_has_no_title() -> None:
    draft = read(f"{LONG} {LONG}\n\n{LONG}".encode(), "copy.txt")[0]
    assert draft.title is None
    assert doubted(draft, 1, "no title")
    assert to_markdown(draft).startswith("The water stood")
