"""A processor for the Citation Style Language, version 1.0.2, in pure Python; usable on its own.

    >>> from pamphleteer.csl import Citation, Cite, Processor, load_style, to_text
    >>> book = {"type": "book", "author": [{"family": "Marl", "given": "Edith"}], "title": "Weirs"}
    >>> processor = Processor(load_style("chicago-notes-bibliography"), {"marl": book}, "en-GB")
    >>> [cited] = processor.cite([Citation((Cite("marl", "5"),), note=1)])
    >>> to_text(cited.tree)
    'Edith Marl, Weirs, 5.'

The specification is at https://docs.citationstyles.org/.
"""

from pamphleteer.csl.bibliography import Bibliography, Entry
from pamphleteer.csl.checking import StyleError
from pamphleteer.csl.citing import Citation, Cite
from pamphleteer.csl.processor import Cited, Processor
from pamphleteer.csl.style import Style, load_style, parse_style
from pamphleteer.csl.tree import Node, capitalised, to_html, to_text, to_xhtml

__all__ = [
    "Bibliography",
    "Citation",
    "Cite",
    "Cited",
    "Entry",
    "Node",
    "Processor",
    "Style",
    "StyleError",
    "capitalised",
    "load_style",
    "parse_style",
    "to_html",
    "to_text",
    "to_xhtml",
]
