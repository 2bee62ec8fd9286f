"""The words of BibLaTeX: names of languages → BCP 47, and keys such as ``phdthesis`` → words of a language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml

LANGUAGES: Mapping[str, str] = {
    name: tag
    for tag, names in {
        "en-US": "english american usenglish canadian usmax", "en-GB": "british ukenglish australian newzealand uk",
        "af-ZA": "afrikaans", "ar": "arabic", "eu": "basque", "bg-BG": "bulgarian", "ca": "catalan",
        "hr-HR": "croatian",
        "cs-CZ": "czech", "da-DK": "danish", "nl-NL": "dutch", "eo": "esperanto", "et-EE": "estonian",
        "fi-FI": "finnish",
        "fr-FR": "french francais frenchb", "fr-CA": "acadian canadien", "gl-ES": "galician",
        "de-DE": "german ngerman germanb", "de-AT": "austrian naustrian", "de-CH": "swissgerman nswissgerman",
        "el-GR": "greek polutonikogreek", "grc": "ancientgreek", "he-IL": "hebrew", "hi-IN": "hindi",
        "hu-HU": "hungarian magyar", "is-IS": "icelandic", "ga": "irish", "it-IT": "italian", "ja-JP": "japanese",
        "ko-KR": "korean", "la": "latin classiclatin medievallatin", "lv-LV": "latvian", "lt-LT": "lithuanian",
        "mn-MN": "mongolian", "nb-NO": "norsk norwegian bokmal", "nn-NO": "nynorsk", "fa-IR": "persian farsi",
        "pl-PL": "polish", "pt-BR": "brazil brazilian", "pt-PT": "portuguese portuges portugues", "ro-RO": "romanian",
        "ru-RU": "russian", "gd": "scottish", "sr-RS": "serbian serbianc", "sk-SK": "slovak",
        "sl-SI": "slovene slovenian",
        "es-ES": "spanish", "sv-SE": "swedish", "th-TH": "thai", "tr-TR": "turkish", "uk-UA": "ukrainian",
        "vi-VN": "vietnamese", "cy": "welsh", "zh-CN": "chinese",
    }.items()
    for name in names.split()
}  # fmt: skip
"""Names of languages as babel and polyglossia have them (BibLaTeX's ``langid``)."""


_CODES = {
    "eng": "en", "ger": "de", "deu": "de", "fre": "fr", "fra": "fr", "ita": "it", "spa": "es", "por": "pt", "dut": "nl",
    "nld": "nl", "swe": "sv", "dan": "da", "nor": "no", "fin": "fi", "rus": "ru", "pol": "pl", "lat": "la", "jpn": "ja",
}  # fmt: skip
"""Codes of ISO 639-2, which libraries give, for some of the languages that have a shorter one in BCP 47."""


def language_of(words: str) -> str:
    """What a file says of a language, in English or by a code of three letters, as BCP 47; other words as they are."""
    word = words.strip().lower()
    named = LANGUAGES.get(word, "").split("-")[0]
    return named or _CODES.get(word) or words.strip().replace("_", "-")


@cache
def _tables() -> dict[str, dict[str, str]]:
    text = files("pamphleteer.references").joinpath("bibwords.yaml").read_text(encoding="utf-8")
    tables: dict[str, dict[str, str]] = yaml.safe_load(text)
    return tables


@cache
def strings_of(language: str) -> Mapping[str, str]:
    """The words of a language, by key; English where the language is not told, none where it is not known."""
    return _tables().get(language.split("-")[0] or "en", {})
