"""Items, citations and tags of any shape that the schema of CSL-JSON allows, for Hypothesis to draw from."""

from __future__ import annotations

from hypothesis import strategies as st

from pamphleteer.csl import Citation, Cite

CURRENT = (
    "chicago-notes-bibliography",
    "chicago-notes-bibliography-subsequent-ibid",
    "chicago-author-date",
    "oscola",
    "modern-language-association",
    "apa",
    "ieee",
    "nlm-citation-sequence",
    "din-1505-2",
    "din-1505-2-alphanumeric",
    "new-harts-rules-notes",
    "american-chemical-society",
)
"""Styles that are much used, of every kind."""

_WORDS = (
    "",
    " ",
    "\u00a0",
    "\u200b",
    "e\u0301 combining",
    "\u202eturned\u202c",
    "12\\-15",
    *"""\
The Long Canal
the use of <i>Larix</i> in dams: a study
«Qui paie?»
A "quoted" title
“Already ‘curly’ quotes”
rock ’n’ roll
l'eau
O’Hara
What is it?
Stop!
Ends in a stop.
A, b; c:
<b>bold <i>both</b> crossed</i>
<i>never closed
closed only</i>
<span class="nocase">NASA</span> at sea
<span style="font-variant:small-caps;">Caps</span>
x<sup>2</sup> & y<sub>3
a < b && c > d
&amp; &#38; &
<script>alert(1)</script>
<!-- none -->
<
</
[Untitled]
(in brackets)
中文標題
السلام عليكم
שלום, עולם
İstanbul ıssız
ǅungla
straße
ﬁligree
𝔘nicode
-
–
--
'
"
''
’
“
((
....
vii
XIV
MMMM
iiii
1
1st
2nd
12-15
12–15
n11564-1568
1-3, 5-7 & 9
2, 3 & 4
iv-ix
99999999999999999999
-5
0
½
٣
1e5
Vol. 3
III/2
100-4
17th
pt. 2
http://example.org/a_b?c=<d>&e='f'
10.1000/x<y>
{}
%s
""".splitlines(),
)
# Neither halves of pairs nor characters that XML forbids.
_LETTERS = st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co"))
_TEXT = st.one_of(
    st.sampled_from(_WORDS),
    st.sampled_from(_WORDS),
    st.lists(st.sampled_from(_WORDS), max_size=4).map(" ".join),
    st.text(_LETTERS, max_size=12),
    st.text("<>/isubp&\"' .,:;?!()[]’“”-–aB1", max_size=24),
)
_WHOLE = st.one_of(st.integers(-3000, 12000), st.sampled_from((0, 1, 4, 12, 13, 22, 31, 1998)))
_NUMBER = st.one_of(_TEXT, st.integers(-5, 5000))
_NAME = st.fixed_dictionaries(
    {},
    optional={
        "family": _TEXT,
        "given": _TEXT,
        "literal": _TEXT,
        "suffix": _TEXT,
        "dropping-particle": st.sampled_from(("", "von", "de la", "d’", "al-", "<i>x")),
        "non-dropping-particle": st.sampled_from(("", "van der", "de", "'t", "O'")),
        "comma-suffix": st.sampled_from((True, False, 0, 1, "true")),
        "static-ordering": st.sampled_from((True, False, 0, 1, "true")),
        "parse-names": st.booleans(),
    },
)
_NAMES = st.lists(_NAME, max_size=5)
_PARTS = st.lists(st.one_of(_WHOLE, _WHOLE.map(str), st.sampled_from(("", "x"))), max_size=3)
_RAW = st.one_of(
    _TEXT,
    st.sampled_from(
        "2001 2001-05 2001-05-04/2002 ../1999 1964/.. 1850? Y170000 -0044 2016-31 2004-06~ 2000-13 // 2001/2000".split()
    ),
    st.sampled_from(("Spring 1995", "circa 1850", "May 1, 2000", "1 May 2000", "44 BC")),
)
_DATE = st.fixed_dictionaries(
    {},
    optional={
        "date-parts": st.lists(_PARTS, max_size=2),
        "season": st.one_of(st.integers(-1, 25), _TEXT),
        "circa": st.sampled_from((True, False, 0, 1, "", "true", "1")),
        "literal": _TEXT,
        "raw": _RAW,
        "edtf": _RAW,
    },
)
_TYPES = (
    "article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset "
    "document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation "
    "manuscript map motion_picture musical_score pamphlet paper-conference patent performance periodical "
    "personal_communication post post-weblog regulation report review review-book software song speech standard thesis "
    "treaty webpage nonsense"
).split()
_TEXTS = (
    "abstract annote archive archive-place archive_collection archive_location authority call-number citation-key "
    "citation-label collection-title container-title container-title-short dimensions division DOI event-title "
    "event-place genre ISBN ISSN jurisdiction journalAbbreviation keyword language license medium note original- "
    "publisher original-publisher-place original-title part-title PMCID PMID publisher publisher-place references "
    "reviewed-genre reviewed-title scale shortTitle source status title title-short URL volume-title year-suffix"
).split()
_NUMBERS = (
    "chapter-number citation-number collection-number edition first-reference-note-number issue locator number "
    "number-of-pages number-of-volumes page page-first part-number printing-number section supplement-number "
    "version volume"
).split()
_PEOPLE = (
    "author chair collection-editor compiler composer container-author contributor curator director editor "
    "editorial-director executive-producer guest host illustrator interviewer narrator organizer original-author "
    "performer producer recipient reviewed-author script-writer series-creator translator"
).split()
_DATES = "accessed available-date event-date issued original-date submitted".split()
_ITEM = st.fixed_dictionaries(
    {"type": st.sampled_from(_TYPES)},
    optional={
        **dict.fromkeys(_TEXTS, _TEXT),
        **dict.fromkeys(_NUMBERS, _NUMBER),
        **dict.fromkeys(_PEOPLE, _NAMES),
        **dict.fromkeys(_DATES, _DATE),
    },
)
# What most styles print, so that works that look alike come up, too.
_ALIKE = st.fixed_dictionaries(
    {"type": st.sampled_from(("book", "article-journal", "chapter", "webpage"))},
    optional={
        "title": st.sampled_from(("Water", "Water", "Fire")),
        "author": st.lists(
            st.fixed_dictionaries(
                {
                    "family": st.sampled_from(("Hale", "Hale", "Doe")),
                    "given": st.sampled_from(("Ann", "Amy", "A. M.", "")),
                }
            ),
            max_size=4,
        ),
        "editor": _NAMES,
        "issued": st.sampled_from((1998, 1999)).map(lambda year: {"date-parts": [[year]]}),
        "page": _NUMBER,
    },
)
_KEYS = tuple("abcdefgh")
ITEMS = st.dictionaries(st.sampled_from(_KEYS), st.one_of(_ITEM, _ALIKE, _ALIKE), min_size=1, max_size=len(_KEYS))
_LABELS = (
    "act appendix article-locator book canon chapter column elocation equation figure folio issue line note opus page "
    "paragraph part rule scene section sub-verbo supplement table timestamp title-locator verse version volume nonsense"
).split()
TAGS = (None, "en-US", "en-GB", "de", "fr-FR", "tr", "ar", "zh-Hant", "nonsense", "")


@st.composite
def citations(draw: st.DrawFn, keys: list[str]) -> list[Citation]:
    """Citations of these keys, in notes and in the text, whose notes' numbers grow."""
    cite = st.builds(
        Cite,
        st.sampled_from(keys),
        locator=st.one_of(st.just(""), _TEXT),
        label=st.sampled_from(_LABELS),
        prefix=st.one_of(st.just(""), _TEXT),
        suffix=st.one_of(st.just(""), _TEXT),
        suppress_author=st.booleans(),
    )
    made: list[Citation] = []
    note = 0
    for cites in draw(st.lists(st.lists(cite, min_size=1, max_size=4), max_size=8)):
        note += draw(st.integers(0, 3))
        in_text = draw(st.integers(0, 5)) == 0
        scope = draw(st.sampled_from(("", "", "", "second")))
        made.append(Citation(tuple(cites), 0 if in_text else note, scope, textual=draw(st.integers(0, 5)) == 0))
    return made
