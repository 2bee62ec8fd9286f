"""The command line: verbs, progress, exit codes. Heavy modules are imported only inside a verb."""

from __future__ import annotations

import argparse
import json
import shlex
import sys
from collections.abc import Callable, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from pamphleteer import __version__
from pamphleteer.diagnostics import BookError, Diagnostic, Span, did_you_mean, error

DONE, ERRORS, USAGE = 0, 1, 2

# Written as one types them in a checkout; the help names the command by which it was asked.
_EXAMPLES = {
    None: """examples:
  publish.py new mine                      a pamphlet that builds at once
  publish.py import copy.txt -o mine/articles/
  publish.py build mine/book.yaml -o out   the PDF and the EPUB
  publish.py explain note-uncalled         what a diagnostic means""",
    "new": """examples:
  publish.py new mine && publish.py build mine/book.yaml -o out
  publish.py new mine --title 'The Canals' --layout pamphlet""",
    "import": """examples:
  publish.py import copy.txt -o mine/articles/    writes copy.md and copy.import.md
  publish.py import copy.txt --format json        prints what was read, writes nothing""",
    "check": """example:
  publish.py check mine/book.yaml --strict""",
    "build": """examples:
  publish.py build                                 book/book.yaml into dist/
  publish.py build mine/book.yaml -o out --format pdf
  publish.py build mine/book.yaml --set page.trim=A6 --strict
  publish.py build mine/book.yaml --depfile out/mine.d""",
    "clean": """example:
  publish.py clean mine/book.yaml -o out""",
    "schema": """example:
  publish.py schema > book.schema.json""",
    "explain": """examples:
  publish.py explain text-clipped
  publish.py explain                               lists every code""",
    "styles": """examples:
  publish.py styles chicago notes                  those that have both words in name or title
  publish.py styles oscola --specimen              what it makes of a book, an article and a web page
  publish.py styles --all | grep ' numeric '""",
    "completion": """examples:
  publish.py completion bash > ~/.local/share/bash-completion/completions/pamphleteer
  publish.py completion zsh > ~/.zfunc/_pamphleteer          with ~/.zfunc in fpath, before compinit
  publish.py completion fish > ~/.config/fish/completions/pamphleteer.fish""",
}


def main(arguments: Sequence[str] | None = None, program: str = "pamphleteer") -> int:
    """Run one verb; returns the exit code: 0 done, 1 errors, 2 wrong usage.

    ``program`` is what a person types to come here, for the help and for the hints.
    """
    parser = command_line(program)
    options = parser.parse_args(arguments)
    if options.verb is None:
        parser.print_help(sys.stderr)
        return USAGE
    try:
        return int(options.run(options))
    except BookError as e:
        _report(e.diagnostics)
        return USAGE if any(d.code == "usage" for d in e.diagnostics) else ERRORS
    except BrokenPipeError:
        # The reader of our output went away; what it wanted, it has.
        sys.stderr.close()
        return DONE
    except KeyboardInterrupt:
        _say("stopped; the former outputs are untouched")
        return 130


def command_line(program: str = "publish.py") -> argparse.ArgumentParser:
    """The parser of the command line: every verb with its options."""
    shape: dict[str, Any] = {"formatter_class": argparse.RawDescriptionHelpFormatter}
    parser = argparse.ArgumentParser(
        prog=program,
        description="Articles in, one book out: a PDF with the sources at the foot of the page, and an EPUB 3.",
        epilog=_EXAMPLES[None].replace("publish.py", program),
        **shape,
    )
    parser.set_defaults(program=program)
    parser.add_argument("--version", action="version", version=f"Pamphleteer {__version__}")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB")

    def verb(name: str, run: Callable[[argparse.Namespace], int], text: str) -> argparse.ArgumentParser:
        examples = _EXAMPLES[name].replace("publish.py", program)
        made = verbs.add_parser(name, help=text[0].lower() + text[1:], description=f"{text}.", epilog=examples, **shape)
        made.set_defaults(run=run)
        return made

    new = verb("new", _new, "Begin a pamphlet that builds at once")
    new.add_argument("folder", metavar="DIR", type=Path)
    new.add_argument("--title", default=None, help="its title (default: made from DIR)")
    new.add_argument("--layout", metavar="NAME", default="pamphlet", help="its layout (default: pamphlet)")

    bring = verb("import", _import, "Make articles from raw copy, its bracketed sources into notes")
    bring.add_argument("files", metavar="FILE", nargs="+", type=Path)
    bring.add_argument("-o", dest="out", metavar="DIR", type=Path, help="where to write (default: beside each FILE)")
    bring.add_argument("--force", action="store_true", help="overwrite existing articles")
    bring.add_argument(
        "--format", choices=["markdown", "json"], default="markdown", help="how to write it (json only prints it)"
    )

    for name, run, text in (
        ("check", _check, "Say what is wrong with a book, and write nothing"),
        ("build", _build, "Build a book's outputs"),
    ):
        made = verb(name, run, text)
        _add_book(made)
        made.add_argument(
            "--format",
            dest="formats",
            choices=["pdf", "pdf-screen", "epub"],
            action="append",
            default=[],
            help="make only this (repeatable)",
        )
        made.add_argument(
            "--set",
            dest="settings",
            metavar="KEY=VALUE",
            action="append",
            default=[],
            help="override a key of the manifest (repeatable)",
        )
        made.add_argument("--strict", action="store_true", help="let warnings stop the build, too")
        made.add_argument("--jobs", metavar="N", type=_positive, help="how many processes may work (for now, one does)")
        made.add_argument("--no-cache", action="store_true", help="keep nothing between builds")
        made.add_argument("--cache-dir", metavar="DIR", type=Path, help="where to keep what builds have in common")
        made.add_argument("-q", dest="quiet", action="store_true", help="say only what is wrong")
        made.add_argument("-v", dest="verbose", action="store_true", help="say also what is merely worth knowing")
        if name == "build":
            made.add_argument(
                "-o", dest="out", metavar="DIR", type=Path, default=Path("dist"), help="where to write (default: dist)"
            )
            made.add_argument(
                "--depfile", metavar="FILE", type=Path, help="write a make rule that names every file read"
            )

    clean = verb("clean", _clean, "Remove a book's outputs")
    _add_book(clean)
    clean.add_argument(
        "-o", dest="out", metavar="DIR", type=Path, default=Path("dist"), help="where they are (default: dist)"
    )

    verb("schema", _schema, "Print the JSON Schema of a manifest")
    explain = verb("explain", _explain, "Say what a diagnostic's code means, and what helps")
    explain.add_argument("code", metavar="CODE", nargs="?", help="the code (without it, all are listed)")
    styles = verb("styles", _styles, "Find citation styles, and show what they make of sources")
    styles.add_argument("words", metavar="WORD", nargs="*", help="what name or title hold, each of the words")
    styles.add_argument(
        "--specimen", action="store_true", help="show citations and bibliography as the style sets them"
    )
    styles.add_argument("--all", dest="everything", action="store_true", help="list all that are found, however many")
    complete = verb("completion", _completion, "Print a script that lets a shell complete our words")
    complete.add_argument("shell", metavar="SHELL", choices=["bash", "zsh", "fish"], help="bash, zsh or fish")
    return parser


def _add_book(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "book",
        metavar="BOOK",
        nargs="?",
        type=Path,
        default=Path("book/book.yaml"),
        help="its book.yaml (default: book/book.yaml)",
    )


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


# --- what is said


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")


def _report(found: Sequence[Diagnostic], verbose: bool = True) -> None:
    colours = {"error": "\033[31m", "warning": "\033[33m", "info": "\033[36m"} if sys.stderr.isatty() else {}
    for diagnostic in found:
        if diagnostic.severity == "info" and not verbose:
            continue
        text = str(diagnostic)
        if colours:
            tag = f"{diagnostic.severity}[{diagnostic.code}]"
            text = text.replace(tag, f"{colours[diagnostic.severity]}{tag}\033[0m", 1)
        _say(text)


def _counted(found: Sequence[Diagnostic]) -> str:
    counts = [(sum(d.severity == kind for d in found), kind) for kind in ("error", "warning")]
    return " and ".join(f"{n} {kind}{'' if n == 1 else 's'}" for n, kind in counts if n)


class _Progress:
    """The step that is under way: a moving line on a terminal, a line each elsewhere."""

    def __init__(self, quiet: bool) -> None:
        self.quiet = quiet
        self.status: Any = None

    def __enter__(self) -> _Progress:
        if not self.quiet and sys.stderr.isatty():
            from rich.console import Console

            self.status = Console(stderr=True).status("starting")
            self.status.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self.status:
            self.status.stop()

    def __call__(self, step: str) -> None:
        if self.status:
            self.status.update(step)
        elif not self.quiet:
            _say(step)


# --- verbs


def _options(arguments: argparse.Namespace, progress: Callable[[str], None]) -> Any:
    from pamphleteer.build import Options

    settings = {}
    for text in arguments.settings:
        key, equals, value = text.partition("=")
        if not equals or not all(key.split(".")):
            message = f"--set {text}: write it as KEY=VALUE"
            raise BookError([error("usage", message, None, "for example --set page.trim=A6")])
        settings[key] = value
    book = arguments.book / "book.yaml" if arguments.book.is_dir() else arguments.book
    return Options(
        book=book,
        out=getattr(arguments, "out", Path("dist")),
        formats=tuple(dict.fromkeys(arguments.formats)),
        settings=settings,
        strict=arguments.strict,
        depfile=getattr(arguments, "depfile", None),
        cache=None if arguments.no_cache else arguments.cache_dir,
        progress=progress,
    )


def _check(arguments: argparse.Namespace) -> int:
    from pamphleteer.build import make

    with _Progress(arguments.quiet) as progress:
        result = make(_options(arguments, progress))
    _report(result.found, arguments.verbose)
    failed = result.failed(arguments.strict)
    if not arguments.quiet:
        said = _counted(result.found)
        _say(said if said else "nothing is wrong")
    return ERRORS if failed else DONE


def _build(arguments: argparse.Namespace) -> int:
    from pamphleteer.build import build
    from pamphleteer.files import shown

    with _Progress(arguments.quiet) as progress:
        result = build(_options(arguments, progress))
    _report(result.found, arguments.verbose)
    if result.failed(arguments.strict):
        _say(f"{_counted(result.found)}: nothing was written")
        return ERRORS
    if not arguments.quiet:
        for path in result.outputs:
            pages = f" ({result.pages[path]} pages)" if path in result.pages else ""
            sys.stdout.write(f"wrote {shown(path)}{pages}\n")
    return DONE


def _clean(arguments: argparse.Namespace) -> int:
    from pamphleteer.build import Options, outputs_of
    from pamphleteer.files import shown

    book = arguments.book / "book.yaml" if arguments.book.is_dir() else arguments.book
    for path in outputs_of(Options(book=book, out=arguments.out)):
        if path.is_file():
            path.unlink()
            sys.stdout.write(f"removed {shown(path)}\n")
    return DONE


def _new(arguments: argparse.Namespace) -> int:
    from pamphleteer.scaffold import begin
    from pamphleteer.shelf import layouts

    if arguments.layout not in layouts():
        message = f"there is no layout '{arguments.layout}'"
        hint = did_you_mean(arguments.layout, layouts()) or f"known: {', '.join(layouts())}"
        raise BookError([error("layout-unknown", message, None, hint)])
    written = begin(arguments.folder, arguments.title, arguments.layout)
    for path in written:
        sys.stdout.write(f"wrote {path}\n")
    sys.stdout.write(f"next: {arguments.program} build {shlex.quote(str(arguments.folder / 'book.yaml'))}\n")
    return DONE


def _import(arguments: argparse.Namespace) -> int:
    from pamphleteer.files import read_bytes, shown, write_all
    from pamphleteer.importing import read, report, to_json, to_markdown

    found: list[Diagnostic] = []
    outputs: dict[Path, bytes] = {}
    drafts = []
    for file in arguments.files:
        try:
            draft, said = read(read_bytes(file, Span(shown(file))), shown(file))
        except BookError as e:
            found += e.diagnostics
            continue
        found += said
        drafts.append(draft)
        article = (arguments.out or file.parent) / f"{file.stem}.md"
        doubts = article.with_name(f"{file.stem}.import.md")
        if arguments.format == "markdown":
            if article in outputs or (article.exists() and not arguments.force):
                message = f"'{shown(article)}' {'is made twice' if article in outputs else 'exists already'}"
                found.append(
                    error(
                        "import-exists", message, Span(shown(file)), "overwrite it with --force, or choose another -o"
                    )
                )
            outputs[article] = to_markdown(draft).encode()
            outputs[doubts] = report(draft, file.stem).encode()
    _report(found)
    if any(d.severity == "error" for d in found):
        return ERRORS
    if arguments.format == "json":
        read_drafts = [to_json(draft) for draft in drafts]
        shape = read_drafts[0] if len(read_drafts) == 1 else read_drafts
        sys.stdout.write(json.dumps(shape, ensure_ascii=False, indent=1) + "\n")
        return DONE
    write_all(outputs)
    for path in outputs:
        sys.stdout.write(f"wrote {shown(path)}\n")
    return DONE


def _schema(_: argparse.Namespace) -> int:
    from pamphleteer.manifest import json_schema

    sys.stdout.write(json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n")
    return DONE


def _explain(arguments: argparse.Namespace) -> int:
    from pamphleteer.diagnostics.explanations import explanations

    codes = explanations()
    if arguments.code is None:
        for code in sorted(codes):
            sys.stdout.write(f"{code:26} {codes[code].summary}\n")
        return DONE
    explanation = codes.get(arguments.code)
    if explanation is None:
        hint = did_you_mean(arguments.code, codes) or f"{arguments.program} explain, alone, lists every code"
        _say(f"there is no code '{arguments.code}'\n  hint: {hint}")
        return USAGE
    sys.stdout.write(str(explanation) + "\n")
    return DONE


def _styles(arguments: argparse.Namespace) -> int:
    from pamphleteer.specimen import answer, unfound

    lines = answer(arguments.words, arguments.everything, arguments.specimen)
    first = next(lines, None)
    if first is None:
        _say(unfound(arguments.words))
        return ERRORS
    for line in chain([first], lines):
        sys.stdout.write(f"{line}\n")
    return DONE


def _completion(arguments: argparse.Namespace) -> int:
    from pamphleteer.completion import completion
    from pamphleteer.diagnostics.explanations import explanations
    from pamphleteer.shelf import layouts

    offered = {"code": sorted(explanations()), "layout": layouts()}
    sys.stdout.write(completion(command_line(), arguments.shell, offered))
    return DONE


if __name__ == "__main__":
    raise SystemExit(main())
