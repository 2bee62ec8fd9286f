"""The same text by others, through pandoc: on the pamphlet's page, at its measure, in its face, sizes and leading.

What else they do is their own: how they break lines and pages, which words they hyphenate and how, how much a space may
give. Three things are set alike, being no part of the comparison: spaces are no wider after a stop, nothing hangs into
the margin, letters are not stretched. Tables are not numbered.
"""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

from benchmarks.lines.texts import Text

FACE = Path(__file__).resolve().parents[2] / "fonts" / "eb-garamond"

TYPST = """\
#let horizontalrule = align(center)[\\* #h(1em) \\* #h(1em) \\*]
#set page(width: 148mm, height: 210mm, margin: (inside: 14.8mm, outside: 29.6mm, top: 21mm, bottom: 189mm - 420pt),
  numbering: "1")
#set text(font: "EB Garamond", size: 11pt, lang: "LANG", region: "REGION", hyphenate: true, number-type: "old-style",
  overhang: false, top-edge: 0.8em, bottom-edge: -0.2em)
#set par(justify: true, leading: 3pt, spacing: 3pt, first-line-indent: 14pt)
#set super(typographic: false)
#set footnote.entry(gap: 1.95pt)
#show footnote.entry: set text(size: 9.25pt)
#show footnote.entry: set par(leading: 1.95pt, spacing: 1.95pt, first-line-indent: 0pt)
#show quote.where(block: true): it => pad(x: 14pt, y: 7pt, text(size: 10.09pt, it.body))
#show figure.caption: it => it.body
#show heading: set text(hyphenate: false)
#show heading: set par(justify: false)
#show heading.where(level: 1): it => { pagebreak(weak: true); it }
"""

LATEX = r"""
\renewcommand\normalsize{\fontsize{11bp}{14bp}\selectfont}
\renewcommand\footnotesize{\fontsize{9.25bp}{11.2bp}\selectfont}
\normalsize
\setlength\parindent{14bp}
\renewenvironment{quote}{\list{}{\leftmargin14bp\rightmargin14bp}\item\relax\fontsize{10.09bp}{14bp}\selectfont}{\endlist}
\frenchspacing
\pagestyle{plain}
\usepackage{caption}
\captionsetup{labelformat=empty,labelsep=none}
"""

_FACES = "BoldFont=EBGaramond-Bold.ttf,ItalicFont=EBGaramond-Italic.ttf,BoldItalicFont=EBGaramond-BoldItalic.ttf"


@dataclass(frozen=True, slots=True)
class Peers:
    """Where the programs are; None is a peer that is left out."""

    pandoc: str | None
    typst: str | None
    """A Python that has the package ``typst``."""
    lualatex: str | None

    def names(self) -> tuple[str, ...]:
        """The peers that are there."""
        if not self.pandoc:
            return ()
        return tuple(name for name, path in (("Typst", self.typst), ("LuaLaTeX", self.lualatex)) if path)

    def versions(self) -> list[str]:
        """What they call themselves."""
        asked = []
        if self.pandoc:
            asked.append([self.pandoc, "--version"])
        if self.typst:
            told = "import importlib.metadata as m; print('Typst', m.version('typst'), '(package typst)')"
            asked.append([self.typst, "-c", told])
        if self.lualatex:
            asked.append([self.lualatex, "--version"])
        said = (subprocess.run(command, check=True, capture_output=True, text=True).stdout for command in asked)
        return [one.splitlines()[0].removeprefix("This is ") for one in said]

    def make(self, name: str, text: Text, folder: Path) -> Path:
        """The PDF of a text by one of them."""
        folder.mkdir(parents=True, exist_ok=True)
        return self._typst(text, folder) if name == "Typst" else self._lualatex(text, folder)

    def plain(self, text: Text) -> str:
        """The words of a text, as pandoc reads it."""
        return self._pandoc(text, "-t", "plain")

    def _typst(self, text: Text, folder: Path) -> Path:
        body = self._pandoc(text, "-t", "typst", "-M", f"lang={text.language}")
        language, region = text.language.split("-")
        preamble = TYPST.replace("LANG", language).replace("REGION", region)
        (folder / "text.typ").write_text(preamble + body, encoding="utf-8")
        script = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2], font_paths=[sys.argv[3]])"
        command = [str(self.typst), "-c", script, "text.typ", "typst.pdf", str(FACE)]
        subprocess.run(command, check=True, cwd=folder)
        return folder / "typst.pdf"

    def _lualatex(self, text: Text, folder: Path) -> Path:
        (folder / "header.tex").write_text(LATEX, encoding="utf-8")
        variables = {
            "documentclass": "book",
            "classoption": "openany",
            "indent": "true",
            "geometry": "paperwidth=148mm,paperheight=210mm,textwidth=103.6mm,textheight=420bp,inner=14.8mm,top=21mm,"
            "headheight=0pt,headsep=0pt,footskip=28bp",
            "mainfont": "EBGaramond-Regular.ttf",
            "mainfontoptions": f"Path={FACE}/,{_FACES},Numbers=OldStyle",
            "microtypeoptions": "disable",
        }
        given = [f"-V{key}={value}" for key, value in variables.items()]
        out = folder / "lualatex.pdf"
        self._pandoc(
            text,
            *("-s", f"--pdf-engine={self.lualatex}", "--top-level-division=chapter", f"-Mlang={text.language}"),
            *("-H", str(folder / "header.tex"), *given, "-o", str(out)),
        )
        return out

    def _pandoc(self, text: Text, *options: str) -> str:
        command = [str(self.pandoc), "--file-scope", "-f", "markdown", *options, *map(str, text.chapters)]
        return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
