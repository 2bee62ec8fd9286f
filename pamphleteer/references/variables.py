"""What CSL 1.0.2 calls the kinds of sources and their parts (appendices III and IV of its specification)."""

from __future__ import annotations

TYPES = frozenset(
    "article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection "
    "dataset document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case "
    "legislation manuscript map motion_picture musical_score pamphlet paper-conference patent performance periodical "
    "personal_communication post post-weblog regulation report review review-book software song speech standard "
    "thesis treaty webpage".split()
)

NAMES = frozenset(
    "author chair collection-editor compiler composer container-author contributor curator director editor "
    "editor-translator editorial-director executive-producer guest host illustrator interviewer narrator organizer "
    "original-author performer producer recipient reviewed-author script-writer series-creator translator".split()
)

DATES = frozenset("accessed available-date event-date issued original-date submitted".split())

NUMBERS = frozenset(
    "chapter-number citation-number collection-number edition first-reference-note-number issue locator number "
    "number-of-pages number-of-volumes page page-first part-number printing-number section supplement-number version "
    "volume".split()
)

TEXTS = frozenset(
    "abstract annote archive archive-place archive_collection archive_location authority call-number "
    "citation-key citation-label collection-title container-title container-title-short dimensions division DOI event "
    "event-place event-title genre ISBN ISSN journalAbbreviation jurisdiction keyword language license medium note "
    "original-publisher original-publisher-place original-title part-title PMCID PMID publisher publisher-place "
    "references reviewed-genre reviewed-title scale shortTitle source status title title-short URL volume-title "
    "volume-title-short year-suffix categories custom other-ids and-others id type".split()
)

VERBATIM = frozenset("DOI ISBN ISSN PMCID PMID URL call-number citation-key citation-label id language type".split())
"""What is no text to read, but an address or a name for machines."""

KNOWN = NAMES | DATES | NUMBERS | TEXTS

SPELT = {key.lower(): key for key in KNOWN}
"""A variable in small letters → as CSL writes it: DOI, URL."""
