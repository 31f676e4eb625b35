"""The arguments and options that commands which look at a case share, and the case opened with errors in words."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dateline.cli.batch import FAILURE
from dateline.errors import DatelineError, SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable

    from dateline.case.store.protocol import Store
    from dateline.case.views.filter import Filter
    from dateline.render.lines import Line

Case = Annotated[
    str, typer.Argument(metavar="CASE", help="The case: a file, or the URL of a database.", show_default=False)
]
At = Annotated[
    str | None,
    typer.Option(metavar="DAY", help="The day that control and relations are shown for.", show_default=False),
]
AsOf = Annotated[
    str | None,
    typer.Option(metavar="DAY", help="What was known then: a day, a time, or a number of the log.", show_default=False),
]
Country = Annotated[
    list[str] | None,
    typer.Option(metavar="NAME", help="ISO code or name of a state (repeatable).", show_default=False),
]
BoxOption = Annotated[
    tuple[float, float, float, float] | None,
    typer.Option(
        "--box", metavar="S W N E", help="South, west, north, east in degrees; -5 is written as it is.",
        show_default=False,
    ),
]  # fmt: skip
From = Annotated[
    str | None, typer.Option("--from", metavar="DAY", help="What happened from this day on.", show_default=False)
]
To = Annotated[str | None, typer.Option("--to", metavar="DAY", help="What happened up to it.", show_default=False)]
Actor = Annotated[
    list[str] | None,
    typer.Option(metavar="NAME", help="Who takes part: words of a name, or a key (repeatable).", show_default=False),
]
TypeOption = Annotated[
    list[str] | None,
    typer.Option(
        "--type", metavar="TYPE", help="PLOVER (ASSAULT), ACLED (Battles) or UCDP (one-sided); repeatable.",
        show_default=False,
    ),
]  # fmt: skip
Status = Annotated[
    list[str] | None,
    typer.Option(metavar="STATUS", help="happened, ongoing, planned, alleged, denied …", show_default=False),
]
Outlet = Annotated[
    list[str] | None, typer.Option(metavar="NAME", help="Told by this outlet (repeatable).", show_default=False)
]
Source = Annotated[
    list[str] | None,
    typer.Option(metavar="NAME", help="Told by a source so called (repeatable).", show_default=False),
]
Json = Annotated[bool, typer.Option("--json", help="As JSON, complete, on standard output.")]


@dataclass(frozen=True, slots=True)
class Asked:
    """A filter as it was typed."""

    country: list[str] | None = None
    box: tuple[float, float, float, float] | None = None
    first: str | None = None
    last: str | None = None
    actor: list[str] | None = None
    type: list[str] | None = None
    status: list[str] | None = None
    outlet: list[str] | None = None
    source: list[str] | None = None

    def filter(self, **more: Any) -> Filter:
        """The filter; `SettingsError` for a value that it cannot have."""
        from dateline.case.views.filter import filter_of

        told = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return filter_of(**{n: v for n, v in told.items() if v}, **more)


@contextmanager
def case_open(case: str) -> Iterator[Store]:
    """The case, closed at the end. A wrong setting is wrong usage (2), what fails otherwise a failure (1), in words."""
    from contextlib import closing

    from dateline.case.opening import open_case_store

    try:
        with closing(open_case_store(case)) as store:
            yield store
    except SettingsError as exc:
        raise typer.BadParameter(str(exc)) from exc
    except DatelineError as exc:
        typer.echo(str(exc), err=True)
        raise typer.Exit(FAILURE) from exc


@contextmanager
def bar(noun: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on a terminal's stderr, told how much is done of how much."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn(noun), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as progress:
        task = progress.add_task("", total=None)
        yield lambda done, of: progress.update(task, completed=done, total=of)


def width_of() -> int:
    """Columns of the terminal; 80 where the output goes elsewhere."""
    from rich.console import Console

    return Console().width if sys.stdout.isatty() else 80


def tell(lines: Iterable[Line]) -> None:
    """Lines on standard output: with colour on a terminal, plain text where it goes elsewhere."""
    from rich.console import Console

    from dateline.render.lines import print_lines, text_of

    if sys.stdout.isatty():
        print_lines(lines, Console())
    else:
        typer.echo(text_of(lines, width_of()), nl=False)


def write_json(made: Any) -> None:
    """A record, or several, as JSON on standard output."""
    import json

    from dateline.case.views.plain import plain

    typer.echo(json.dumps(plain(made), ensure_ascii=False, indent=1))
