"""Values of properties that more than one room asks for."""

from __future__ import annotations

FORBIDS = frozenset(["avoid", "avoid-page"])
"""Of the ``break-`` properties, those that forbid a page break."""

FORCES = frozenset(["page", "left", "right", "recto", "verso", "always"])
"""Of the ``break-`` properties, those that force one."""

HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
"""Names of the elements that head a text."""
