"""A fontconfig file of our own: the fonts of the book are all the fonts that the layout engine knows.

A book that is set with whatever a machine has installed comes out otherwise on the next one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

from pamphleteer.fonts.face import Font

GENERIC = {"serif": "EB Garamond", "sans-serif": "Source Sans 3", "monospace": "Source Code Pro"}
"""The bundled family that stands for a generic one of CSS."""

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n'


def fontconfig(fonts: Sequence[Font], cache: str) -> str:
    """The text of a file to name in ``FONTCONFIG_FILE``, in UTF-8.

    Only the files of ``fonts`` are visible, whatever else lies beside them; their paths must be absolute. ``cache``
    is the folder in which fontconfig keeps what it found. A family that is asked for and missing, and a character
    that it lacks, are sought in the families in the order given. No two fonts should have one family, style and
    weight: fontconfig would choose by version and language (see ``combine``).

    Fontconfig reads every file in the folders of ``fonts``: they should hold little but fonts.
    """
    folders = dict.fromkeys(str(font.path.parent) for font in fonts)
    families = dict.fromkeys(font.family for font in fonts)
    # Rejecting all and accepting files is the one way to name files: a <dir> must be a folder. As it rejects folders
    # within folders too, each folder is named, and what lies below is not searched.
    lines = (
        *(f"<dir>{_text(folder)}</dir>" for folder in folders),
        f"<cachedir>{_text(cache)}</cachedir>",
        "<selectfont>",
        "  <rejectfont><glob>*</glob></rejectfont>",
        *(f"  <acceptfont><glob>{_text(str(font.path))}</glob></acceptfont>" for font in fonts),
        "</selectfont>",
        *(line for generic, family in GENERIC.items() for line in _alias(generic, family)),
        *_fallback(families),
        # A book is set from the fonts as they were when it began.
        "<config><rescan><int>0</int></rescan></config>",
    )
    return f"{_HEAD}<fontconfig>\n" + "".join(f"  {line}\n" for line in lines) + "</fontconfig>\n"


def _alias(generic: str, family: str) -> Iterable[str]:
    # binding="same": else fontconfig would let the language weigh more than the family.
    yield f'<alias binding="same"><family>{generic}</family>'
    yield f"  <prefer><family>{_text(family)}</family></prefer></alias>"


def _fallback(families: Iterable[str]) -> Iterable[str]:
    # Nothing emboldens or slants a font here: no rule of the usual system-wide ones is included.
    yield '<match target="pattern"><edit name="family" mode="append_last" binding="strong">'
    yield from (f"  <string>{_text(family)}</string>" for family in families)
    yield "</edit></match>"


def _text(value: str) -> str:
    return escape(value)
