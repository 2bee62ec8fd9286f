"""Raw copy → Draft → Markdown: an article lifted from a web page or a word processor, its sources recovered as notes.

Plain text goes in; what comes out is the article as Markdown with front matter, the same as data, and a report of what
was left out and what is doubtful.
"""

from pamphleteer.importing.draft import Block, Call, Cited, Doubt, Draft, Note, Removed
from pamphleteer.importing.markdown import to_markdown
from pamphleteer.importing.reader import read
from pamphleteer.importing.report import report, to_json

__all__ = ["Block", "Call", "Cited", "Doubt", "Draft", "Note", "Removed", "read", "report", "to_json", "to_markdown"]
