"""Jinja for templates that are not trusted: they see what they are given, and can neither run nor grow without end.

Every turn of a loop, every call and every letter made is paid from an allowance, so that the bound is the same on a
fast machine and a slow one. What could make much of little in one step (powers, padding, formats, lists of lists) is
priced before it is done, or is not there.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from jinja2 import FunctionLoader, StrictUndefined, TemplateRuntimeError, TemplateSyntaxError, Undefined, nodes
from jinja2.filters import FILTERS, make_attrgetter
from jinja2.runtime import Context, markup_join
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

ALLOWANCE = 10_000_000
"""Letters that a template may make beside those of the text that it sets."""
PER_LETTER = 20
"""Letters that it may make for each letter of that text: macros and blocks pass text on, and pay each time."""
STEP = 50
"""The price of a turn of a loop or a call, in letters: about what it takes in time."""
HELD = 10
"""The price of a value in a list, in letters: about what it takes in memory."""
MOST_LETTERS = 200_000
"""Length of a template's source: it takes a second to compile."""

_TEXT_FILTERS = (
    "capitalize e escape forceescape lower replace safe string title trim truncate upper urlencode wordcount"
)
_OTHER_FILTERS = (
    "abs count d default dictsort first float groupby int items last length list map max min reject rejectattr reverse"
    " select selectattr sort unique"
)
_GLOBALS = ("range", "dict", "namespace", "cycler", "joiner")
_METHODS = frozenset(
    "capitalize casefold count endswith find index isalnum isalpha isascii isdecimal isdigit islower isnumeric isspace"
    " istitle isupper lower lstrip partition removeprefix removesuffix replace rfind rindex rpartition rsplit rstrip"
    " split splitlines startswith strip swapcase title upper".split()
)
"""Methods of strings that make no more than they are given (``replace`` is priced)."""


class Refused(TemplateRuntimeError):
    """A template asks for more than a page can need."""


class Sandbox(ImmutableSandboxedEnvironment):
    """The environment of a layout's templates."""

    intercepted_binops = frozenset(("+", "-", "*", "/", "//", "**", "%"))

    def __init__(self, templates: Mapping[str, str], files: Mapping[str, str]) -> None:
        """``templates``: name → text; ``files``: name → the file that tracebacks and so diagnostics name."""

        def source(name: str) -> tuple[str, str, Callable[[], bool]] | None:
            return (templates[name], files.get(name, name), lambda: True) if name in templates else None

        super().__init__(
            loader=FunctionLoader(source),
            undefined=StrictUndefined,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            # What is computed while a template is compiled would cost nothing.
            optimized=False,
            finalize=_printable,
        )
        self.left = 0
        self.concat = self._concat  # type: ignore[method-assign]
        self.globals = {name: self.globals[name] for name in _GLOBALS}
        self.filters = {
            **{name: self._priced(FILTERS[name], texts_only=True) for name in _TEXT_FILTERS.split()},
            **{name: self._priced(FILTERS[name]) for name in _OTHER_FILTERS.split()},
            "join": self._join,
            "sum": self._sum,
        }

    def output(self, name: str, values: Mapping[str, Any]) -> str:
        """What a template makes. Raises TemplateError, and whatever Python raises where a template misuses a value."""
        self.left = ALLOWANCE + PER_LETTER * weight(values, ALLOWANCE * 100)
        return self.get_template(name).render(values)

    def spend(self, letters: int) -> None:
        """Pay for letters that are to be made."""
        self.left -= letters
        if self.left < 0:
            raise Refused("the template makes too much, or never ends")

    def step(self) -> str:
        """Pay for a turn of a loop, or for a template that begins."""
        self.spend(STEP)
        return ""

    def hold(self, value: Any) -> Any:
        """Pay for a list, tuple or dict, and all that it holds: nested often enough, it would have no end."""
        self.spend(weight(value, self.left))
        return value

    # --- what Jinja asks its environment for

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        if len(source) > MOST_LETTERS:
            raise TemplateSyntaxError(f"a template of more than {MOST_LETTERS} letters is not read", 1, name, filename)
        tree: nodes.Template = _Metered().visit(super()._parse(source, name, filename))
        tree.set_environment(self)
        return tree

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """As in Jinja's sandbox; of a string, only methods that cannot make much of little."""
        if isinstance(obj, str | bytes | bytearray):
            return attr in _METHODS
        return super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: Any) -> None:
        """Formats could ask for billions of letters, and are not offered."""

    def call(self, context: Context, called: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call a macro, method or global, and pay for it."""
        self.step()
        owner = getattr(called, "__self__", None)
        if isinstance(owner, str) and called.__name__ == "replace" and len(args) > 1:
            self.spend(_replaced(owner, args[0], args[1]))
        return self._paid(super().call(context, called, *args, **kwargs))

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Compute, if the result has a size that can be told beforehand."""
        if operator == "%" and isinstance(left, str | bytes):
            raise Refused("formatting by % is not offered: join words with ~")
        if operator == "*":
            for many, times in ((left, right), (right, left)):
                if isinstance(many, str | list | tuple) and isinstance(times, int):
                    self.spend(weight(many, self.left) * max(times, 0))
        elif operator == "+" and not isinstance(left, int | float):
            self.spend(weight(left, self.left) + weight(right, self.left))
        if isinstance(left, int) and isinstance(right, int):
            bits = left.bit_length() * (right if operator == "**" else 1) + right.bit_length()
            if bits > 4096:
                raise Refused("the template computes too large a number")
        return super().call_binop(context, operator, left, right)

    def _concat(self, pieces: Iterable[str]) -> str:
        def paid() -> Iterable[str]:
            for piece in pieces:
                self.spend(len(piece))
                yield piece

        return "".join(paid())

    def joined(self, *values: Any) -> Any:
        """What ``~`` makes of its operands."""
        self.spend(sum(len(str(_printable(value))) for value in values))
        return markup_join(values)

    # --- filters

    def _paid(self, value: Any) -> Any:
        self.spend(weight(value, self.left))
        return value

    def _priced(self, function: Callable[..., Any], texts_only: bool = False) -> Callable[..., Any]:
        skipped = 1 if hasattr(function, "jinja_pass_arg") else 0

        @functools.wraps(function)
        def priced(*args: Any, **kwargs: Any) -> Any:
            self.step()
            given = args[skipped:]
            if texts_only:
                given = tuple(_printable(value) for value in given)
            if function is FILTERS["replace"] and len(given) > 2:
                self.spend(_replaced(str(given[0]), given[1], given[2]))
            made = function(*args, **kwargs)
            # A generator would be paid for by whoever reads it, and a chain of them is a deep recursion.
            return self._paid(list(made) if hasattr(made, "__next__") else made)

        return priced

    def _join(self, values: Iterable[Any], d: str = "", attribute: str | int | None = None) -> Any:
        get = make_attrgetter(self, attribute) if attribute is not None else lambda value: value
        pieces: list[Any] = []
        for value in values:
            pieces += [d, _printable(get(value))] if pieces else [_printable(get(value))]
            self.spend(STEP)
        return self.joined(*pieces)

    def _sum(self, values: Iterable[Any], attribute: str | int | None = None, start: Any = 0) -> Any:
        get = make_attrgetter(self, attribute) if attribute is not None else lambda value: value
        total = start
        for value in values:
            self.spend(STEP)
            total = self.call_binop(None, "+", total, get(value))  # type: ignore[arg-type]
        return total


class _Metered(NodeTransformer):
    """Lets every template and every turn of a loop pay, and every literal that holds others."""

    def visit_Template(self, node: nodes.Template) -> Any:
        return self._with_step(node)

    def visit_For(self, node: nodes.For) -> Any:
        return self._with_step(node)

    def _with_step(self, node: Any) -> Any:
        self.generic_visit(node)
        node.body.insert(0, nodes.ExprStmt(_call("step", [], node.lineno), lineno=node.lineno))
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:
        self.generic_visit(node)
        return _call("joined", node.nodes, node.lineno)

    def visit_List(self, node: nodes.List) -> nodes.Node:
        self.generic_visit(node)
        return _call("hold", [node], node.lineno)

    visit_Dict = visit_List

    def visit_Tuple(self, node: nodes.Tuple) -> nodes.Node:
        self.generic_visit(node)
        return _call("hold", [node], node.lineno) if node.ctx == "load" else node


def _call(name: str, arguments: list[Any], line: int) -> nodes.Node:
    called = nodes.EnvironmentAttribute(name, lineno=line)
    return nodes.Call(called, arguments, [], None, None, lineno=line)


def weight(value: Any, most: int) -> int:
    """The letters of a value and of the values in it, as they are priced. Stops counting beyond ``most``."""
    total, todo = 0, [value]
    while todo and total <= most:
        here = todo.pop()
        total += len(here) if isinstance(here, str | bytes) else HELD
        if isinstance(here, list | tuple | set | frozenset):
            todo += here
        elif isinstance(here, Mapping):
            todo += here
            todo += here.values()
    return total


def _replaced(text: str, old: Any, new: Any) -> int:
    """How long a text becomes."""
    return len(text) + text.count(str(old)) * len(str(new))


def _printable(value: Any) -> Any:
    """The value, if it is text or a number: what a list looks like in Python belongs on no page, and may be endless."""
    if value is None or isinstance(value, str | int | float | Undefined) or hasattr(value, "__html__"):
        return value
    raise Refused(f"a {type(value).__name__} is no text")
