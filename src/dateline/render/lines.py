"""Lines for a terminal: pieces of text with a style, indented and wrapped. Colour only repeats what the words say."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

Line = tuple[int, tuple[tuple[str, str], ...]]
"""Indent in columns, then pieces of (text, style)."""
HEAD, WARN, OPEN, QUOTED, FAINT, STRONG = "bold cyan", "bold red", "yellow", "italic", "dim", "bold"


def line(indent: int, *pieces: str | tuple[str, str]) -> Line:
    """A line of plain pieces and (text, style)."""
    return indent, tuple(p if isinstance(p, tuple) else (p, "") for p in pieces)


def section(title: str) -> Iterator[Line]:
    """A heading."""
    yield line(0, (title, HEAD))


def apart(title: str) -> Iterator[Line]:
    """A heading with an empty line before it."""
    yield line(0, " ")
    yield from section(title)


def text_of(lines: Iterable[Line], width: int) -> str:
    """Lines as plain text, wrapped to `width` columns."""
    from rich.console import Console

    buffer = io.StringIO()
    print_lines(lines, Console(file=buffer, width=width, color_system=None, force_terminal=False, legacy_windows=False))
    return "\n".join(told.rstrip() for told in buffer.getvalue().splitlines()) + "\n"


def print_lines(lines: Iterable[Line], console: Console) -> None:
    for told in lines:
        console.print(_renderable(told), highlight=False, soft_wrap=False)


def _renderable(told: Line) -> RenderableType:
    from rich.padding import Padding
    from rich.text import Text

    indent, pieces = told
    return Padding(Text.assemble(*pieces), (0, 0, 0, indent), expand=False)
