"""`dateline read`: reports in, dossiers or summaries out. stdout carries data, stderr everything else."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.errors import DatelineError, EngineMissing, InputError, SettingsError

if TYPE_CHECKING:
    from dateline.model.document import Document
    from dateline.model.dossier import Dossier

FAILURE, USAGE, PARTIAL, INTERRUPTED = 1, 2, 4, 130
FAULTS = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What a fault of Dateline's own raises: it costs its report, not the rest of the batch."""


def read(
    reports: Annotated[
        list[str],
        typer.Argument(metavar="REPORT", help="Text files to read; - is standard input.", show_default=False),
    ],
    published: Annotated[
        str | None,
        typer.Option(
            metavar="DATE",
            help="Publication date, YYYY-MM-DD. Weekdays and “last month” are dated from it.",
            show_default=False,
        ),
    ] = None,
    outlet: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who published the report.", show_default=False)
    ] = None,
    title: Annotated[
        str | None, typer.Option(metavar="TEXT", help="The report's title (one report only).", show_default=False)
    ] = None,
    json_: Annotated[
        bool, typer.Option("--json", help="Print the dossier as JSON (several reports: a list of dossiers).")
    ] = False,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="Print one dossier a line, each as soon as it is read.")
    ] = False,
) -> None:
    """Read reports and show what they tell, or print it as data.

    Without a flag: a summary to read. What the report does not tell stays empty; nothing is filled in silently.
    Without a publication date, dates that depend on it stay open, and a finding says so.

    \b
    Examples:
      dateline read report.txt --published 2020-10-15
      dateline read report.txt --published 2020-10-15 --outlet "Tihama Monitor" --json > dossier.json
      dateline read reports/*.txt --jsonl > dossiers.jsonl
      pdftotext statement.pdf - | dateline read - --published 2023-03-14

    \b
    Exit codes:
      0 all read   1 nothing could be read   2 wrong usage
      4 some reports could not be read (each is named)   130 interrupted
    """
    _check_usage(reports, published, title, json_, jsonl)
    made = _Batch(reports, lambda name: _document(name, published, outlet, title))
    write = _write_json if json_ else _write_jsonl if jsonl else _write_summaries
    try:
        write(made)
    except KeyboardInterrupt:
        typer.echo(f"Interrupted after {made.done} of {len(reports)} reports.", err=True)
        raise typer.Exit(INTERRUPTED) from None
    except EngineMissing as exc:
        typer.echo(f"{exc}\nSee what else is missing: dateline doctor", err=True)
        raise typer.Exit(FAILURE) from exc
    made.report()


def _check_usage(reports: list[str], published: str | None, title: str | None, json_: bool, jsonl: bool) -> None:
    from dateline.readers.text import iso_date

    if json_ and jsonl:
        raise typer.BadParameter("choose one of --json and --jsonl.", param_hint="--json/--jsonl")
    if title is not None and len(reports) > 1:
        raise typer.BadParameter("one title cannot be that of several reports.", param_hint="--title")
    if reports.count("-") > 1:
        raise typer.BadParameter("standard input can be read only once.", param_hint="REPORT")
    if published is not None:
        try:
            iso_date(published)
        except SettingsError as exc:
            raise typer.BadParameter(str(exc).removeprefix("published: "), param_hint="--published") from exc


def _document(name: str, published: str | None, outlet: str | None, title: str | None) -> Document:
    from dateline.readers.text import read_bytes, read_path

    if name == "-":
        return read_bytes(sys.stdin.buffer.read(), "standard input", published=published, outlet=outlet, title=title)
    return read_path(name, published=published, outlet=outlet, title=title)


class _Batch:
    """Reads report after report; what fails is kept with its reason and the rest goes on."""

    def __init__(self, names: list[str], open_: Callable[[str], Document]) -> None:
        self.names, self.open = names, open_
        self.failed: list[str] = []
        self.done = 0

    def __iter__(self) -> Iterator[tuple[str, Dossier]]:
        from rich.console import Console
        from rich.progress import Progress

        bar = Progress(console=Console(stderr=True), transient=True, disable=not self._shows_progress())
        with bar:
            task = bar.add_task("Reading", total=len(self.names))
            for name in self.names:
                dossier = self._read(name)
                bar.advance(task)
                if dossier is not None:
                    self.done += 1
                    yield name, dossier

    def _shows_progress(self) -> bool:
        """Only for several reports on a terminal, and only while the data go elsewhere."""
        return len(self.names) > 1 and sys.stderr.isatty() and not sys.stdout.isatty()

    def _read(self, name: str) -> Dossier | None:
        from dateline.reading import read_document

        try:
            return read_document(self.open(name))
        except EngineMissing:
            raise
        except InputError as exc:
            self.failed.append(str(exc))
        except DatelineError as exc:
            self.failed.append(f"{name}: {exc}")
        except FAULTS as exc:
            if os.environ.get("DATELINE_DEBUG"):
                raise
            self.failed.append(
                f"{name}: a fault in Dateline ({type(exc).__name__}: {exc}). Please report it; "
                "with DATELINE_DEBUG=1 it shows where."
            )
        return None

    def report(self) -> None:
        """Name what failed and leave with the code that says how much."""
        for reason in self.failed:
            typer.echo(f"Not read: {reason}", err=True)
        if self.failed and self.done:
            typer.echo(f"{self.done} of {len(self.names)} reports were read.", err=True)
        if self.failed:
            raise typer.Exit(PARTIAL if self.done else FAILURE)


def _echo(text: str) -> None:
    """Data to stdout, always as UTF-8."""
    typer.echo(text.encode(), nl=False)


def _write_json(batch: _Batch) -> None:
    from dateline.model.schema import dossier_to_json

    if len(batch.names) == 1:
        for _, dossier in batch:
            _echo(dossier_to_json(dossier, indent=2) + "\n")
        return
    separator = "[\n"
    for _, dossier in batch:
        _echo(separator + dossier_to_json(dossier, indent=2))
        separator = ",\n"
    _echo("\n]\n" if batch.done else "[]\n")


def _write_jsonl(batch: _Batch) -> None:
    from dateline.model.schema import dossier_to_json

    for _, dossier in batch:
        _echo(dossier_to_json(dossier) + "\n")


def _write_summaries(batch: _Batch) -> None:
    """Summaries, on a terminal with its width and colours, else as plain text of 80 columns."""
    from rich.console import Console

    from dateline.render.summary import print_summary, summary_text

    console = Console()
    for name, dossier in batch:
        if batch.done > 1:
            typer.echo("\n" + "-" * 80 + "\n")
        if console.is_terminal:
            print_summary(dossier, console, name)
        else:
            _echo(summary_text(dossier, name=name))
