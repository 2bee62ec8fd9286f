"""Words for ids and file names."""

from __future__ import annotations

import re
import unicodedata


def slug(text: str) -> str:
    """A word for an id or a file name: letters and digits, hyphens between; 'untitled' where nothing is left."""
    plain = unicodedata.normalize("NFKD", text.replace("\u00ad", ""))
    words = re.findall(r"[^\W_]+", "".join(c for c in plain if not unicodedata.combining(c)).lower())
    return "-".join(words)[:80].rstrip("-") or "untitled"
