"""`dateline add`: reports into a case. stdout carries receipts where they are asked for, stderr all else."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, Self

import typer

from dateline.cli import options
from dateline.cli.batch import FAILURE, INTERRUPTED, PARTIAL
from dateline.cli.read import columns_of, options_of, settings_of
from dateline.errors import DatelineError, EngineMissing, SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dateline.case.adding.add import Receipt
    from dateline.case.adding.keyed import KeyedCase

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

WORDS: Final = (
    ("added", "added", "added"),
    ("near copy", "added as a near copy of an earlier one", "added as near copies of earlier ones"),
    ("copy", "the same words as one that is there", "the same words as ones that are there"),
    ("reread", "read anew", "read anew"),
    ("known", "there already", "there already"),
)


@dataclass(slots=True)
class Tally:
    """How an adding went so far."""

    became: Counter[str] = field(default_factory=Counter)
    why: Counter[str] = field(default_factory=Counter)
    reasons: list[str] = field(default_factory=list)
    unmatched: set[int] | None = None
    """Positions of the names to hide that no report holds; None before the first report."""
    interrupted: bool = False

    def add(self, receipt: Receipt) -> None:
        self.became[receipt.became] += 1
        if receipt.became == "failed":
            self.why[receipt.why or "for no reason told"] += 1
            self.reasons.append(receipt.reason or receipt.name)
        if receipt.unmatched is not None:
            now = set(receipt.unmatched)
            self.unmatched = now if self.unmatched is None else self.unmatched & now

    @property
    def failed(self) -> int:
        return self.became["failed"]

    @property
    def total(self) -> int:
        return self.became.total()

    def code(self) -> int:
        if self.interrupted:
            return INTERRUPTED
        if self.failed:
            return PARTIAL if self.total > self.failed else FAILURE
        return 0


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
                _say_key(keyed)
            write = stack.enter_context(_Writer(receipts, to_stdout=json_))
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


def _added(adding: Callable[..., Iterator[Receipt]], write: _Writer) -> int:
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
            _say(tally)
        raise
    _say(tally)
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


class _Writer:
    """Receipts as JSON lines, each on its way as soon as it is given. A file that is there is gone on with."""

    def __init__(self, path: Path | None, *, to_stdout: bool) -> None:
        self._path, self._to_stdout = path, to_stdout

    def __enter__(self) -> Self:
        from dateline.files import check_writable

        if self._path is not None:
            check_writable(self._path)
        self._stream = self._path.open("a", encoding="utf-8") if self._path is not None else None
        return self

    def __exit__(self, *_: object) -> None:
        if self._stream is not None:
            self._stream.flush()
            os.fsync(self._stream.fileno())
            self._stream.close()

    def receipt(self, receipt: Receipt) -> None:
        if self._stream is None and not self._to_stdout:
            return
        line = json.dumps(_told(receipt), ensure_ascii=False)
        if self._stream is not None:
            print(line, file=self._stream, flush=True)
        if self._to_stdout:
            typer.echo(line)


def _told(receipt: Receipt) -> dict[str, Any]:
    """A receipt as data: what there is nothing to say of is left out."""
    told = {
        "name": receipt.name, "became": receipt.became, "report": receipt.report, "seq": receipt.seq,
        "copy_of": receipt.copy_of, "likeness": receipt.likeness, "reason": receipt.reason,
    }  # fmt: skip
    return {name: value for name, value in told.items() if value is not None}


def _say_key(keyed: KeyedCase) -> None:
    typer.echo(
        f"Made {keyed.key_file}, the key of this case. Keep it apart from the case, and never lose it: without it\n"
        "nothing more can be added, and what is sealed cannot be opened.",
        err=True,
    )


def _say(tally: Tally) -> None:
    from dateline.render.words import clean

    for reason in tally.reasons:
        typer.echo(f"Not added: {clean(reason)}", err=True)
    told = [f"{n:,} {one if n == 1 else many}" for became, one, many in WORDS if (n := tally.became[became])]
    many = "1 report" if tally.total == 1 else f"{tally.total:,} reports"
    if tally.failed:
        told.append(f"{tally.failed:,} failed")
    typer.echo(f"{many}: {', '.join(told)}." if told else "No report was added.", err=True)
    if tally.failed > 1:
        for why, n in tally.why.most_common():
            typer.echo(f"  {n:,} × {clean(why)}", err=True)
    if tally.interrupted:
        typer.echo("Interrupted. What is told above is in the case; the same command goes on from there.", err=True)
    for n in sorted(tally.unmatched or ()):  # by its number: what is said on a terminal may be kept in a log
        typer.echo(f"Number {n + 1} of the names to hide (--protect) stands in no report. Is it spelt right?", err=True)
