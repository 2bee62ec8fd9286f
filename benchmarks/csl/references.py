"""References of every type, made up from lists of words: the same ones every time, in CSL-JSON."""

from __future__ import annotations

import random  # noqa: TID251
from typing import Any

Item = dict[str, Any]

TYPES = (
    "article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset "
    "document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation "
    "manuscript map motion_picture musical_score pamphlet paper-conference patent performance periodical "
    "personal_communication post post-weblog regulation report review review-book software song speech standard thesis "
    "treaty webpage"
).split()
"""All types of CSL 1.0.2."""

# What a type has besides title, makers, date and language; a question mark: some have it.
_PERIODICAL = "container-title volume? issue? page? DOI? container-title-short? URL? ISSN? section? supplement-number?"
_BOOK = "publisher publisher-place? edition? volume? number-of-volumes? collection-title? collection-number? ISBN? URL?"
_LAW = "container-title? volume? page? number? authority? section? references? chapter-number? status? URL?"
_HELD = (
    "archive? archive_location? archive-place? archive_collection? call-number? genre? medium? publisher-place? URL?"
)
_SHOWN = "publisher? publisher-place? medium? genre? dimensions? scale? event-title? event-place? archive? number? URL?"
_ONLINE = "container-title URL genre? publisher? section?"
FIELDS = {
    "article": "publisher? number? genre? DOI? URL? archive?",
    "bill": _LAW,
    "book": f"{_BOOK} original-date? original-publisher? original-publisher-place? volume-title? part-number? DOI?",
    "broadcast": f"container-title? {_SHOWN}",
    "chapter": f"container-title page? {_BOOK} original-date? DOI?",
    "classic": f"{_BOOK} original-date? container-title?",
    "collection": f"{_BOOK} {_HELD}",
    "dataset": "publisher? version? DOI? URL? number? medium?",
    "document": f"publisher? {_HELD} number?",
    "entry": f"container-title page? {_BOOK} DOI?",
    "entry-dictionary": f"container-title page? {_BOOK}",
    "entry-encyclopedia": f"container-title page? {_BOOK} DOI?",
    "event": "event-title? event-place? event-date? publisher? URL?",
    "figure": f"container-title? {_SHOWN}",
    "graphic": _SHOWN,
    "hearing": _LAW,
    "interview": f"container-title? medium? {_HELD}",
    "legal_case": _LAW,
    "legislation": _LAW,
    "manuscript": f"{_HELD} number-of-pages?",
    "map": f"scale? {_SHOWN} edition?",
    "motion_picture": f"container-title? {_SHOWN} version? original-date?",
    "musical_score": f"{_BOOK} genre?",
    "pamphlet": f"{_BOOK} {_HELD}",
    "paper-conference": f"container-title? event-title? event-place? event-date? page? {_BOOK} DOI?",
    "patent": "number authority? submitted? publisher-place? call-number? URL?",
    "performance": f"{_SHOWN} event-date?",
    "periodical": f"{_BOOK} issue? ISSN?",
    "personal_communication": _HELD,
    "post": _ONLINE,
    "post-weblog": _ONLINE,
    "regulation": _LAW,
    "report": "publisher? publisher-place? number? genre? collection-title? collection-number? page? DOI? URL? status?",
    "review": f"{_PERIODICAL} reviewed-title? reviewed-genre?",
    "review-book": f"{_PERIODICAL} reviewed-title?",
    "software": "publisher? version? URL? DOI? medium? genre?",
    "song": f"container-title? volume? part-number? {_SHOWN}",
    "speech": "event-title? event-place? event-date? genre? publisher-place? URL? medium?",
    "standard": "number publisher? publisher-place? authority? URL? version? status?",
    "thesis": "publisher publisher-place? genre? number-of-pages? archive? number? URL?",
    "treaty": _LAW,
    "webpage": _ONLINE,
}

# Who else had a hand in it, by type: roles.
_EDITED = "editor translator collection-editor editorial-director illustrator"
ROLES = {
    "book": f"{_EDITED} original-author compiler",
    "chapter": f"{_EDITED} container-author",
    "classic": _EDITED,
    "collection": "editor compiler",
    "entry": "editor",
    "entry-dictionary": "editor",
    "entry-encyclopedia": "editor translator",
    "paper-conference": "editor collection-editor organizer",
    "article-journal": "translator editor",
    "interview": "interviewer translator",
    "personal_communication": "recipient",
    "motion_picture": "director producer script-writer performer executive-producer",
    "broadcast": "director host guest producer script-writer series-creator",
    "song": "composer performer",
    "performance": "director performer composer",
    "musical_score": "composer editor",
    "review": "reviewed-author",
    "review-book": "reviewed-author translator",
    "graphic": "curator contributor",
    "event": "organizer chair curator",
    "speech": "chair",
    "report": "collection-editor",
    "hearing": "chair",
    "manuscript": "editor recipient",
    "software": "contributor",
    "dataset": "compiler curator",
}

_FAMILIES = (
    "Smith Smith Smith Jones Jones Okafor Lindqvist Marchetti Haddad Ferreira Kowalska Tanaka Novák Müller Öberg "
    "Ångström Çelik Ó’Brien O’Neill MacLeod Macdonald St.\xa0John García\xa0Lorca Nguyen Ziegler-Nansen Šimić Ørsted "
    "Young Abbott"
).split(" ")
_GIVENS = (
    "Jane John J. Jean-Luc María A.\xa0B. Ngozi Karl\xa0Philipp Ruth R.\xa0S.\xa0T. Émile Åsa Wilhelmina "
    "Ian\xa0M. K. Li"
).split(" ")
_BEGINNINGS = "Ash Brack Cald Dun Elling Fair Gorr Hal Inch Kel Lang Mor Nor Penn Quar Ross Stan Thorn Ull Wex".split()
_ENDINGS = "by den ford ham ington ley more stead ton wick".split()
# Particles as they are given in data: within the name, dropped with the given name, or kept with the family name.
_PARTICLES = (
    {"family": "Gogh", "given": "Vincent", "non-dropping-particle": "van"},
    {"family": "Humboldt", "given": "Alexander", "dropping-particle": "von"},
    {"family": "Beauvoir", "given": "Simone", "dropping-particle": "de"},
    {"family": "Fontaine", "given": "Jean", "dropping-particle": "de", "non-dropping-particle": "La"},
    {"family": "Alembert", "given": "Jean Le Rond", "dropping-particle": "d’"},
    {"family": "Holst", "given": "Bart", "non-dropping-particle": "van der"},
    {"family": "Jazari", "given": "Ismail", "non-dropping-particle": "al-"},
    {"family": "King", "given": "Martin Luther", "suffix": "Jr.", "comma-suffix": True},
    {"family": "Loudon", "given": "Rupert", "suffix": "III"},
    {"family": "De Quincey", "given": "Thomas"},
    {"family": "山田", "given": "太郎"},
    {"family": "Ахматова", "given": "Анна"},
    {"family": "Voltaire"},
    {"given": "Leonardo"},
)
_BODIES = (
    "The Society for Canals",
    "Ministry of Works and Waters",
    "World Tide Organization",
    "Institut für Wasserbau",
    "Committee on Locks & Weirs",
    "Académie des eaux",
)

_NOUNS = (
    "canal lock weir ferry harbour ledger tariff guild almanac lantern orchard parish archive lexicon tide bridge"
).split()
_ADJECTIVES = "silent public early crooked northern written lost common unfinished plural".split()
_PLACES = "Utrecht Leith Trieste Gdańsk Lisbon Ghent Aleppo Kyoto".split()
_TITLES = (
    "{A} {N}s",
    "The {N} of {P}: a {a} history",
    "The {N} and the {n}: {A} essays on {P}, {y}–{z}",
    "Who reads the {n}?",
    "What is a {n}? Towards a {a} theory",
    "{P}!",
    "‘{A} {n}’: on a phrase",
    "“{A} {n}” and other tales",
    "On the word “{n}”",
    "Rereading <i>The {A} {N}</i>",
    "<i>The {A} {N}</i>: a reading",
    "The {n}’s <b>{a}</b> edge",
    "Notes on H<sub>2</sub>O in the {n} (with 10<sup>3</sup> examples)",
    'A "{a}" {n} in {P}',
    "An introduction to the {n}, with the {a} {n}, in and out of {P}",
    "Le {n} de {P} : une histoire",
    "Das {N} in {P} – eine Einführung",
    "«{N}» und „{A}“",
    "{n}s vs. {n}s – from A to Z in {y}",
    "Report no. {k} on the {a} {n}.",
    '<span class="nocase">iFerry</span> and the {a} {n}',
    "UNESCO and the {N}s of {P}",
    "The {n}/{n} problem & its {a} solutions",
    "Ferry-building: the self-taught {n}-keeper’s {a} manual",
    "The {n}: A {a} Guide: Volume for {P}",
    '<span style="font-variant:small-caps;">{N}</span> in {y}',
)
_JOURNALS = (
    ("Journal of {A} {N}s", "J. {A}. {N}."),
    ("The {P} Review", "{P} Rev."),
    ("Proceedings of the {A} {N} Society", "Proc. {N} Soc."),
    ("Revue de {P}", ""),
    ("<i>{N}</i>: A Quarterly", "{N}"),
    ("{P} Gazette", ""),
)

_STRINGS = {
    "publisher": ("{P} University Press", "{A} & Sons", "Presses de {P}", "{N} Books", "Verlag {N}", "The {A} {N}"),
    "collection-title": ("{A} {N}s", "Studies in the {N}", "The {N} library"),
    "volume-title": ("The {A} {N}", "From {P} to {P}"),
    "event-title": ("{k}th Conference on the {N}", "{P} symposium on {n}s"),
    "genre": ("PhD thesis", "technical report", "photograph", "letter", "Working paper", "video", "oil on canvas"),
    "medium": ("manuscript", "DVD", "audio recording", "mobile app", "lithograph", "television broadcast"),
    "archive": ("National Archives of {P}", "{N} collection", "{P} City Library"),
    "archive_collection": ("{A} papers", "Fonds {N}"),
    "archive_location": ("box 4, folder 12", "MS {k}", "fol. 3r"),
    "call-number": ("QA {k}.5", "Add. MS {k}"),
    "authority": ("Supreme Court of {P}", "House of Lords", "European Patent Office", "Senate"),
    "references": ("codified at 3 {P} Code § {k}",),
    "status": ("forthcoming", "in force", "in press", "draft"),
    "original-publisher": ("{A} & Co.",),
    "reviewed-title": ("The {A} {N}", "{P} and its {n}s"),
    "reviewed-genre": ("film", "novel"),
    "dimensions": ("30 × 40 cm", "1 h 12 min"),
    "scale": ("1:25,000",),
}
_NUMBERS = {
    "volume": ("3", "12", "XIV", "2–3", "3A", "2, 4"),
    "issue": ("1", "4", "2-3", "Spring", "S2"),
    "page": ("12-19", "101–109", "1103-1108", "e1234", "xi-xiv", "7", "332–36", "12, 15-18", "N1"),
    "edition": ("2", "3", "rev. ed.", "2nd ed., enlarged", "11", "1"),
    "number": ("17", "EP 1234567", "B-204", "n° 5", "2020/7", "ISO 8601"),
    "number-of-volumes": ("3", "12", "1"),
    "number-of-pages": ("240", "xii, 310"),
    "collection-number": ("7", "new ser., 2", "45"),
    "chapter-number": ("4", "17"),
    "section": ("A", "12", "3–4", "Sports"),
    "version": ("2.1", "1.0.0-beta", "7"),
    "part-number": ("2", "IV"),
    "supplement-number": ("1", "S1"),
    "DOI": ("10.1000/abc.{k}", "10.5555/x_{k}/y"),
    "ISBN": ("978-0-00-000{k}-0",),
    "ISSN": ("0000-0{k}",),
    "URL": ("https://example.org/{n}/{k}", "http://www.example.com/a_b/{n}.html?id={k}&x=1", "https://example.net/"),
}


def references(count: int = 300, seed: int = 6) -> list[Item]:
    """So many references, of each type in turn."""
    chance = random.Random(seed)
    made = [_reference(chance, number, TYPES[number % len(TYPES)]) for number in range(count)]
    _spread([name for item in made for names in item.values() for name in _named(names)], random.Random(seed))
    return made


def _named(value: Any) -> list[Item]:
    """The people among whom ``value`` is a list, those with a family name and a given name."""
    return [name for name in value if "family" in name and "given" in name] if isinstance(value, list) else []


def _spread(people: list[Item], chance: random.Random) -> None:
    """Give most people rarer names: some share theirs, as in any bibliography, but not ten of them the same."""
    for number, name in enumerate(people):
        if number % 5 > 1 and name["family"] in _FAMILIES:
            name["family"] = chance.choice(_BEGINNINGS) + chance.choice(_ENDINGS)


def _reference(chance: random.Random, number: int, kind: str) -> Item:
    item: Item = {"id": f"r{number}", "type": kind}
    if chance.random() < 0.97:
        item["title"] = _words(chance, chance.choice(_TITLES))
        if ":" in item["title"] and "<span" not in item["title"] and chance.random() < 0.4:
            item["title-short"] = item["title"].split(":")[0].strip()
    if chance.random() < 0.92:
        item["author"] = _people(chance)
    for role in ROLES.get(kind, "").split():
        if chance.random() < 0.4:
            item[role] = _people(chance)
    # Now and then one person has edited and translated.
    if "editor" in item and "translator" in item and chance.random() < 0.3:
        item["translator"] = item["editor"]
    if chance.random() < 0.92:
        item["issued"] = _date(chance)
    for field in FIELDS.get(kind, _PERIODICAL).split():
        if not field.endswith("?") or chance.random() < 0.5:
            item |= _field(chance, field.rstrip("?"))
    if "URL" in item and chance.random() < 0.6:
        item["accessed"] = {"date-parts": [[2021, chance.randint(1, 12), chance.randint(1, 28)]]}
    if chance.random() < 0.4:
        item["language"] = chance.choice(("en", "en-GB", "en-US", "fr", "de", "fr-FR", "nl"))
    return item


def _field(chance: random.Random, name: str) -> Item:
    if name == "container-title":
        return {name: _words(chance, chance.choice(_JOURNALS)[0])}
    if name == "container-title-short":
        return {name: _words(chance, chance.choice(_JOURNALS)[1])}
    if name in ("original-date", "event-date", "submitted"):
        return {name: _date(chance)}
    if name.endswith("-place"):
        return {name: chance.choice((*_PLACES, "Ghent, Belgium", "London; Paris"))}
    return {name: _words(chance, chance.choice(_STRINGS[name] if name in _STRINGS else _NUMBERS[name]))}


def _words(chance: random.Random, pattern: str) -> str:
    """A pattern, filled; each mark may occur more than once, and be something else each time."""
    text = pattern
    while "{" in text:
        before, rest = text.split("{", 1)
        mark, after = rest.split("}", 1)
        noun, adjective = chance.choice(_NOUNS), chance.choice(_ADJECTIVES)
        year = chance.randint(1600, 1990)
        filled = {"n": noun, "N": noun.title(), "a": adjective, "A": adjective.title(), "P": chance.choice(_PLACES)}
        text = before + (filled | {"y": str(year), "z": str(year + 9), "k": str(chance.randint(11, 99))})[mark] + after
    return text


def _people(chance: random.Random) -> list[Item]:
    if chance.random() < 0.1:
        return [{"literal": chance.choice(_BODIES)}]
    [count] = chance.choices(range(1, 12), [50, 20, 12, 4, 3, 3, 3, 2, 1, 1, 1])
    return [_person(chance) for _ in range(count)]


def _person(chance: random.Random) -> Item:
    if chance.random() < 0.12:
        return dict(chance.choice(_PARTICLES))
    if chance.random() < 0.03:
        return {"literal": chance.choice(_BODIES)}
    family, given = (chance.choice(words).replace("\xa0", " ") for words in (_FAMILIES, _GIVENS))
    return {"family": family, "given": given}


def _date(chance: random.Random) -> Item:
    year, month, day = chance.randint(1890, 2024), chance.randint(1, 12), chance.randint(1, 28)
    shapes: list[tuple[int, Item]] = [
        (40, {"date-parts": [[year]]}),
        (14, {"date-parts": [[year, month]]}),
        (20, {"date-parts": [[year, month, day]]}),
        (4, {"date-parts": [[year], [year + 3]]}),
        (2, {"date-parts": [[year, 3], [year, 5]]}),
        (2, {"date-parts": [[year, month, 3], [year, month, 7]]}),
        (2, {"date-parts": [[year, 11, 28], [year + 1, 2, 3]]}),
        (4, {"date-parts": [[year]], "season": chance.randint(1, 4)}),
        (4, {"date-parts": [[year]], "circa": True}),
        (2, {"date-parts": [[str(year), str(month)]]}),
        (2, {"literal": "forthcoming"}),
        (2, {"date-parts": [[-44]]}),
        (1, {"date-parts": [[476]]}),
        (1, {"raw": f"{year}-{month:02}-{day:02}"}),
    ]
    [shape] = chance.choices([shape for _, shape in shapes], [often for often, _ in shapes])
    return shape
