"""What notes cite: sources in full, short forms of them, several in one note, and those amid an author's own words."""

from collections.abc import Callable

import pytest

from pamphleteer.importing import Draft, Note, read, to_markdown

Place = Callable[..., Draft]
LONG = (
    "The water stood at the second step until the morning, and the keeper, who had slept in his boots, "
    "went down to it with a lantern and a pole to see what had come with it in the night."
)
TEAL = "Anna Teal, The Cut and the Marsh, Lowmere Press, 1974, p. 31"
BOLE = "Ann Bole, ‘The shut gate’, Lowmere Chronicle, 3 June 1851, p. 2"
MOOR = "Klara Moor, Die Schleusen von Hohenried, Verlag am Wehr, 1987, S. 40"


def bracketed(*sources: str) -> Draft:
    """Copy with sources in brackets, each behind a quotation."""
    return read("\n\n".join(["The lock", *(f"{LONG} “It was shut.” ({s})" for s in sources)]).encode(), "copy.txt")[0]


def listed(*sources: str) -> Draft:
    """Copy with sources in a list of notes."""
    text = [f"{LONG}[{n}]" for n, _ in enumerate(sources, 1)]
    notes = [f"[{n}] {source}" for n, source in enumerate(sources, 1)]
    return read("\n\n".join(["The lock", *text, "Notes", *notes]).encode(), "copy.txt")[0]


def cites(note: Note) -> list[tuple[str, str]]:
    return [(cited.key, cited.locator) for cited in note.cites]


SHORT = [
    # ibid., with a place and without
    ([TEAL], "Ibid.", [("teal1974", "")]),
    ([TEAL], "ibid", [("teal1974", "")]),
    ([TEAL], "ibid., p. 33", [("teal1974", "p. 33")]),
    ([TEAL], "Ibid., 33", [("teal1974", "33")]),
    ([TEAL], "Ibid., pp. 33–35", [("teal1974", "pp. 33–35")]),
    ([TEAL], "Ibidem, p. 33 ff.", [("teal1974", "p. 33 ff.")]),
    ([TEAL], "see ibid., p. 33", [("teal1974", "p. 33")]),
    ([TEAL], "id., p. 33", [("teal1974", "p. 33")]),
    ([TEAL, BOLE], "Ibid., p. 3", [("bole1851", "p. 3")]),
    ([TEAL], "loc. cit.", [("teal1974", "p. 31")]),
    ([TEAL], "Loc. cit., p. 40", [("teal1974", "p. 40")]),
    ([TEAL], "ibid., loc. cit.", [("teal1974", "p. 31")]),
    ([TEAL], "op. cit., p. 9", [("teal1974", "p. 9")]),
    # an author, and what was named before
    ([TEAL, BOLE], "Teal, p. 5", [("teal1974", "p. 5")]),
    ([TEAL, BOLE], "Teal 1974, p. 5", [("teal1974", "p. 5")]),
    ([TEAL, BOLE], "Teal (1974), p. 5", [("teal1974", "p. 5")]),
    ([TEAL, BOLE], "Teal 1974: 5–7", [("teal1974", "5–7")]),
    ([TEAL, BOLE], "Teal, op. cit., p. 5", [("teal1974", "p. 5")]),
    ([TEAL, BOLE], "Teal, op. cit.", [("teal1974", "")]),
    ([TEAL, BOLE], "A. Teal, op. cit., p. 5", [("teal1974", "p. 5")]),
    ([TEAL, BOLE], "Anna Teal, op cit, p. 5", [("teal1974", "p. 5")]),
    ([TEAL, BOLE], "Teal, above, p. 5", [("teal1974", "p. 5")]),
    ([TEAL, BOLE], "Teal, above, n. 1, p. 5", [("teal1974", "p. 5")]),
    ([TEAL, BOLE], "Teal (supra note 1), p. 5", [("teal1974", "p. 5")]),
    ([TEAL, BOLE], "Teal, The Cut, p. 5", [("teal1974", "p. 5")]),
    ([TEAL, BOLE], "Teal, Cut and the Marsh, 5", [("teal1974", "5")]),
    ([TEAL, BOLE], "Bole, ‘The shut gate’", [("bole1851", "")]),
    ([TEAL, BOLE], "The Cut and the Marsh, p. 5", [("teal1974", "p. 5")]),
    ([TEAL, BOLE], "See Teal, p. 5", [("teal1974", "p. 5")]),
    # the same in full, with another page
    ([TEAL, BOLE], TEAL.replace("31", "90"), [("teal1974", "p. 90")]),
    # German, French, Spanish, Italian
    ([MOOR], "ebd.", [("moor1987", "")]),
    ([MOOR], "Ebd., S. 44", [("moor1987", "S. 44")]),
    ([MOOR], "Ebenda, S. 44 f.", [("moor1987", "S. 44 f.")]),
    ([MOOR, BOLE], "Moor, a. a. O., S. 44", [("moor1987", "S. 44")]),
    ([MOOR, BOLE], "Moor, a.a.O., S. 44", [("moor1987", "S. 44")]),
    ([MOOR, BOLE], "vgl. Moor, Schleusen von Hohenried, S. 44", [("moor1987", "S. 44")]),
    ([MOOR, BOLE], "Moor (wie Anm. 1), S. 44", [("moor1987", "S. 44")]),
    ([MOOR, BOLE], "siehe Moor 1987, S. 44", [("moor1987", "S. 44")]),
    ([TEAL], "ibíd., pág. 44", [("teal1974", "pág. 44")]),
    ([TEAL, BOLE], "Teal, ob. cit., págs. 44-45", [("teal1974", "págs. 44-45")]),
    ([TEAL, BOLE], "Teal, art. cit., p. 44", [("teal1974", "p. 44")]),
    ([TEAL], "Ivi, p. 44", [("teal1974", "p. 44")]),
]  # fmt: skip


@pytest.mark.parametrize("place", [bracketed, listed])
@pytest.mark.parametrize(("before", "short", "wanted"), SHORT, ids=[short for _, short, _ in SHORT])
def test_a_short_form_cites_the_work_that_it_means(
    place: Place, before: list[str], short: str, wanted: list[tuple[str, str]]
) -> None:
    draft = place(*before, short)
    assert len(draft.references) == len(before)
    assert cites(draft.notes[-1]) == wanted
    assert len(draft.notes) == len(before) + 1


@pytest.mark.parametrize("short", ["Marl, op. cit., p. 5", "Teal, The Weir, p. 5", "Teal 1975, p. 5", "Teal"])
def test_a_short_form_of_nothing_named_before_cites_nothing_known(short: str) -> None:
    draft = listed(TEAL, short)
    assert "teal1974" not in [cited.key for cited in draft.notes[-1].cites]


def test_ibid_after_words_of_the_author_s_own_is_left_to_him_in_a_list() -> None:
    draft = listed(TEAL, "The keeper, in a letter to the vicar of 1851.", "Ibid., p. 4.")
    assert [note.kind for note in draft.notes] == ["source", "note", "note"]
    assert "[^3]: Ibid., p. 4.\n" in to_markdown(draft)
    assert any("refers to another note" in doubt.message for doubt in draft.doubts)


def test_the_same_author_means_the_one_before() -> None:
    draft = bracketed(MOOR, "Ders., Das Wehr, Verlag am Wehr, 1990, S. 5", "dies., Das Tor, Hohenried 1991, S. 7")
    assert [cites(note) for note in draft.notes] == [
        [("moor1987", "S. 40")], [("moor1990", "S. 5")], [("moor1991", "S. 7")]
    ]  # fmt: skip
    assert [r["author"] for r in draft.references] == [[{"family": "Moor", "given": "Klara"}]] * 3


@pytest.mark.parametrize("place", [bracketed, listed])
def test_several_sources_in_one_note(place: Place) -> None:
    draft = place(f"{TEAL}; see also {BOLE}", "Teal, p. 3; Bole, op. cit., p. 4", "Ibid., p. 9")
    assert [cites(note) for note in draft.notes] == [
        [("teal1974", "p. 31"), ("bole1851", "p. 2")],
        [("teal1974", "p. 3"), ("bole1851", "p. 4")],
        [("bole1851", "p. 9")],
    ]
    assert "[^1]: [@teal1974, p. 31; see also @bole1851, p. 2]\n" in to_markdown(draft)
    assert any("names several sources" in doubt.message for doubt in draft.doubts)
    raw = [r["custom"]["raw"] for r in draft.references]
    assert raw == [TEAL, f"see also {BOLE}"]


@pytest.mark.parametrize(
    ("words", "prefix"),
    [
        ("see ", "see"),
        ("Cf. ", "Cf."),
        ("Quoted in ", "Quoted in"),
        ("Zit. nach ", "Zit. nach"),
        ("Source: ", ""),
        ("from ", ""),
    ],
)
def test_what_a_source_is_cited_for_is_kept(words: str, prefix: str) -> None:
    draft = bracketed(words + TEAL)
    assert [cited.prefix for note in draft.notes for cited in note.cites] == [prefix]
    assert f"[^1]: [{prefix} @teal1974, p. 31]".replace("[ @", "[@") in to_markdown(draft)


def test_a_source_amid_an_author_s_own_note_is_cited_there() -> None:
    draft = listed(f"It was never shut. ({TEAL}) So said all.", "Ibid., p. 9.", "He thought (wrongly) of 1851.")
    assert [note.kind for note in draft.notes] == ["note", "ibid", "note"]
    text = to_markdown(draft)
    assert "[^1]: It was never shut. [@teal1974, p. 31] So said all.\n" in text
    assert "[^2]: [@teal1974, p. 9]\n" in text
    assert "[^3]: He thought (wrongly) of 1851.\n" in text


@pytest.mark.parametrize(
    "words",
    [
        "He was born in Lowmere, Norfolk, 4 June 1851.",
        "The keeper, in a letter of 4 June 1851.",
        "Anna Teal was the keeper, and wrote so in the Lowmere Chronicle, 4 June 1851; nobody read it.",
        f"{TEAL}. She adds that nobody read it.",
        "See also the next note.",
        "One.",
    ],
)
def test_words_of_a_listed_note_stay_where_not_all_are_a_source_s(words: str) -> None:
    draft = listed(words)
    assert [(note.kind, note.paragraphs, note.cites) for note in draft.notes] == [("note", (words,), ())]


def test_a_title_that_is_not_english_says_so() -> None:
    german = "Klara Moor, Das Ende der Mauer, Verlag am Wehr, 1987, S. 40"
    draft = bracketed(german, TEAL)
    assert [r.get("language") for r in draft.references] == ["de", None]
    words = "Der Müller saß an der Tür und wartete auf den Boten, der nicht kam, und es war ihm nicht recht. " * 4
    draft = read(f"Das Wehr\n\n{words} ({BOLE}) {words} ({german})".encode(), "copy.txt")[0]
    assert [r.get("language") for r in draft.references] == ["de", "de"]


def test_places_are_written_in_english_which_every_article_understands() -> None:
    places = ["S. 44", "pág. 44", "Kap. 3", "Bd. 2, S. 5", "págs. 44-45", "chap. 7"]
    draft = bracketed(MOOR, *(f"ebd., {place}" for place in places))
    written = ["p. 44", "p. 44", "chap. 3", "vol. 2, p. 5", "pp. 44-45", "chap. 7"]
    assert [f"[@moor1987, {place}]" in to_markdown(draft) for place in written] == [True] * 6
