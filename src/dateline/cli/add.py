"""`dateline add`: reports into a case. stdout carries receipts where they are asked for, stderr all else."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from dateline.cli import options
from dateline.cli.batch import FAILURE
from dateline.cli.read import columns_of, options_of, settings_of
from dateline.cli.receipts import Tally, Writer, say, say_key
from dateline.errors import DatelineError, EngineMissing, SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dateline.case.adding.add import Receipt

HELP: Final = """Add reports to a case: a file that holds many reports and what they tell.

Takes all that `dateline read` takes: text, HTML, PDF, DOCX, e-mail, feeds, web archives, tables (one report a row).
The case is made if it is not there. Each report is added once: run the same command again after an interruption, or
over a folder that has grown, and only what is new is read. Copies of a report (the same words under another name) and
near copies (a wire story with another headline, or cut) are kept, and told apart, so that they count once.

\b
Examples:
  dateline add reports/ --case war.dateline
  dateline add reports/ --case war.dateline --workers 4 --receipts added.jsonl
  dateline add export.csv --case war.dateline --column text=Body --column published=Date
  dateline add statement.txt --case war.dateline --published 2023-03-14 --outlet "Kivu Radio"
  dateline add interviews/ --case war.dateline --protect "Amal Garang"
  curl -s https://example.org/news/1 | dateline add - --case war.dateline

\b
Protected sources (who asked not to be named) stand in the case under pseudonyms,
the same in all its reports. The whole report is kept too, sealed: it can be opened
only with the key of the case, a file that is made with it (war.dateline.key).
Keep the key apart from the case, and never lose it. Somebody whom one report protects
may be named in another: `dateline protect war.dateline --across` finds and hides them.

\b
Exit codes:
  0 all added, or there already   1 nothing could be added   2 wrong usage
  4 some reports could not be added, each named   130 interrupted
"""

Case = Annotated[
    str,
    typer.Option("--case", metavar="CASE", help="The case: a file, or the URL of a database.", show_default=False),
]
Limit = Annotated[
    float,
    typer.Option("--limit", metavar="SECONDS", min=1, help="Give up a report that takes longer (with --workers)."),
]
Key = Annotated[
    Path | None,
    typer.Option("--key", metavar="FILE", help="The key of the case, where it is not beside it.", show_default=False),
]
Receipts = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", help="Write a receipt for each report to this file, as JSON lines.", show_default=False
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Write the receipts to standard output, as JSON lines.")]
Reread = Annotated[
    bool, typer.Option("--reread", help="Read what is there already again: a newer Dateline may read more.")
]
Protect = Annotated[
    list[str] | None,
    typer.Option(
        metavar="NAME",
        help="Hide this name or phrase in what is added from now on (repeatable); in what is there: dateline protect.",
        show_default=False,
    ),
]


def add(
    reports: options.Reports,
    case: Case,
    workers: options.Workers = 1,
    published: options.Published = None,
    outlet: options.Outlet = None,
    column: options.Column = None,
    date_order: options.DateOrder = None,
    delimiter: options.Delimiter = None,
    profile: options.Profile = None,
    format_: options.Format = None,
    protect: Protect = None,
    key: Key = None,
    receipts: Receipts = None,
    json_: Json = False,
    reread: Reread = False,
    limit: Limit = 600.0,
    captures: options.Captures = Path("captures"),
    overlay: options.Overlay = None,
    no_overlays: options.NoOverlays = False,
    encoder: options.Encoder = None,
) -> None:
    """Add reports to a case (see `HELP`)."""
    from functools import partial

    from dateline.case.adding.add import add_reports
    from dateline.case.adding.keyed import keyed_case
    from dateline.readers.given import Given

    if reports.count("-") > 1:
        raise typer.BadParameter("standard input can be read only once.", param_hint="REPORT")
    try:
        columns = columns_of(column, date_order, delimiter, profile, None)
        own = frozenset(p.resolve() for p in (receipts, captures, key) if p is not None)
        how = options_of(reports, Given(published, outlet), columns, format_, captures, own)
        settings = settings_of(overlay, encoder, none=no_overlays)
        with ExitStack() as stack:
            keyed = stack.enter_context(keyed_case(case, key))
            if keyed.made:
                say_key(keyed)
            write = stack.enter_context(Writer(receipts, to_stdout=json_))
            adding = partial(
                add_reports, keyed.store, reports, how, settings, key=keyed.key, protect=tuple(protect or ()),
                workers=workers, limit=limit, reread=reread,
            )  # fmt: skip
            code = _added(adding, write)
    except SettingsError as exc:
        hint = "--published" if str(exc).startswith("published: ") else None
        raise typer.BadParameter(str(exc).removeprefix("published: "), param_hint=hint) from exc
    except EngineMissing as exc:
        typer.echo(f"{exc}\nSee what else is missing: dateline doctor", err=True)
        raise typer.Exit(FAILURE) from exc
    except DatelineError as exc:
        typer.echo(str(exc), err=True)
        raise typer.Exit(FAILURE) from exc
    if code:
        raise typer.Exit(code)


def _added(adding: Callable[..., Iterator[Receipt]], write: Writer) -> int:
    """Add everything, say how it went; the exit code."""
    tally = Tally()
    try:
        for receipt in _with_bar(adding, tally):
            tally.add(receipt)
            write.receipt(receipt)
    except KeyboardInterrupt:
        tally.interrupted = True
    except DatelineError:
        if tally.total:
            say(tally)
        raise
    say(tally)
    return tally.code()


def _with_bar(adding: Callable[..., Iterator[Receipt]], tally: Tally) -> Iterator[Receipt]:
    """The receipts, with a bar on a terminal: files, reports, speed, time left."""
    from rich import progress
    from rich.console import Console

    bar = progress.Progress(
        progress.TextColumn("Adding"),
        progress.BarColumn(),
        progress.MofNCompleteColumn(),
        progress.TextColumn("files · {task.fields[told]} ·"),
        progress.TimeElapsedColumn(),
        progress.TextColumn("· left"),
        progress.TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
        disable=not sys.stderr.isatty(),
    )
    with bar:
        task = bar.add_task("", total=None, told="0 reports")

        def entered(done: int, known: int) -> None:
            bar.update(task, completed=done, total=known)

        for receipt in adding(entered=entered):
            yield receipt
            seconds = bar.tasks[0].elapsed or 0.0
            speed = f", {tally.total / seconds:,.1f} a second" if seconds > 1 else ""
            failed = f", {tally.failed:,} failed" if tally.failed else ""
            bar.update(task, told=f"{tally.total:,} reports{failed}{speed}")
