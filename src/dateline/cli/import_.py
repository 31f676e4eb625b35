"""`dateline import`: rows of datasets of coded events into a case. stdout carries receipts where they are asked for."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from dateline.cli import add as adding
from dateline.cli.batch import FAILURE
from dateline.cli.receipts import Tally, Writer, say, say_key
from dateline.errors import DatelineError, InputError, SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from rich.progress import Progress, TaskID

    from dateline.case.adding.keyed import KeyedCase
    from dateline.case.adding.rows import Rows
    from dateline.imports.datasets import Dataset, Naming
    from dateline.imports.row import CodedRow
    from dateline.readers.formats import Failure

    Read = Callable[[str], AbstractContextManager[Rows]]
    """Opens the rows of all files; told what the bar is to say."""

HELP: Final = """Import coded events into a case: rows of UCDP GED or ACLED, or your own coding in their columns.

Each row becomes a claim of its dataset, with its cells as evidence, and stands in the case beside what reports say:
link the case, and check it for what they contradict each other in. Nothing of a row is lost, and a row that breaks a
rule of its dataset (low above high) is taken as it is, with a finding.

Columns are found by their names, whatever their order; GED's Candidate files without a row of names are read by
position. Numbers may be written as 1,234 or 12.0, days in several ways: whether 4/8/2017 is in April or in August is
told by the other days of the file, or by you.

A row that is there already is not added again, whichever release it comes with; one that changed is added beside the
earlier one, and counts as its dataset's later word. Run the same command again after an interruption.

\b
Examples:
  dateline import GEDEvent_v24_1.csv --case war.dateline --version 24.1 --published 2024-06-05
  dateline import my-events.csv --case war.dateline --dataset "Our coding, team A"
  dateline import export.csv.gz --case war.dateline --as acled --date-order dmy
  dateline import coded/*.csv --case war.dateline --whole       # all rows, or none at all
  dateline link war.dateline && dateline check war.dateline     # where rows and reports differ

\b
Exit codes:
  0 all imported, or there already   1 nothing could be imported   2 wrong usage
  4 some rows could not be imported, each named by its number   130 interrupted
"""
SHOWN: Final = 50
"""Rows that could not be imported which are named on the terminal."""

Files = Annotated[
    list[Path],
    typer.Argument(metavar="FILE", help="Tables: CSV or TSV, also as .gz or .zip.", show_default=False),
]
As = Annotated[
    str, typer.Option("--as", metavar="LAYOUT", help="Whose columns: ged, acled, or auto (told by their names).")
]
Name = Annotated[
    str | None,
    typer.Option("--dataset", metavar="NAME", help="What the dataset is called, if not as its layout.",
        show_default=False),
]  # fmt: skip
Version = Annotated[
    str | None, typer.Option("--version", metavar="RELEASE", help="The release (24.1).", show_default=False)
]
Published = Annotated[
    str | None, typer.Option(metavar="DATE", help="When the release came out, YYYY-MM-DD.", show_default=False)
]
DateOrder = Annotated[
    str | None,
    typer.Option(metavar="ORDER", help="How the file writes 3/4/2017: dmy or mdy.", show_default=False),
]
Whole = Annotated[bool, typer.Option("--whole", help="Look at all rows first, and import none unless all are good.")]


def import_(
    files: Files,
    case: adding.Case,
    as_: As = "auto",
    dataset: Name = None,
    version: Version = None,
    published: Published = None,
    date_order: DateOrder = None,
    whole: Whole = False,
    protect: adding.Protect = None,
    key: adding.Key = None,
    receipts: adding.Receipts = None,
    json_: adding.Json = False,
) -> None:
    """Import coded events into a case (see `HELP`)."""
    from dateline.case.adding.keyed import keyed_case

    try:
        read = _reader(files, as_, dataset, version, published, date_order)
        tally = Tally(most=SHOWN)
        if whole and (faults := _unreadable(read)):
            raise typer.Exit(_none(faults))
        with ExitStack() as stack:
            keyed = stack.enter_context(keyed_case(case, key))
            if keyed.made:
                say_key(keyed)
            write = stack.enter_context(Writer(receipts, to_stdout=json_))
            code = _imported(read, keyed, tuple(protect or ()), write, tally, whole=whole)
    except SettingsError as exc:
        option, _, words = str(exc).partition(": ")
        raise typer.BadParameter(words, param_hint=f"--{option.replace('_', '-')}") from exc
    except DatelineError as exc:
        typer.echo(str(exc), err=True)
        raise typer.Exit(FAILURE) from exc
    if code:
        raise typer.Exit(code)


def _reader(
    files: list[Path], as_: str, dataset: str | None, version: str | None, published: str | None, order: str | None
) -> Read:
    """What opens the rows of all files, with a bar. Raises `SettingsError` for wrong usage, and `InputError` where no
    file at all can be opened: no case is made for that."""
    from dateline.imports.datasets import Naming, dataset_named, opened

    if order not in {None, "dmy", "mdy"}:
        raise SettingsError(f"date_order: {order!r} is no order. Give dmy or mdy.")
    naming = Naming(dataset, version, published, order)  # type: ignore[arg-type]  # checked right above
    wanted = dataset_named(as_)
    faults: list[InputError] = []
    for path in files:
        try:
            layout, opening = opened(path, wanted)
            layout.named(naming)
            with opening:
                pass
        except InputError as exc:
            faults.append(exc)
    if len(faults) == len(files):
        raise faults[0]
    return partial(_barred, files, naming, wanted)


@contextmanager
def _barred(files: list[Path], naming: Naming, wanted: Dataset | None, noun: str) -> Iterator[Rows]:
    """The rows of all files, with a bar on a terminal: how much of the files is read, rows, time left."""
    from rich import progress
    from rich.console import Console

    bar = progress.Progress(
        progress.TextColumn(noun),
        progress.BarColumn(),
        progress.DownloadColumn(),
        progress.TextColumn("· {task.fields[rows]:,} rows ·"),
        progress.TimeElapsedColumn(),
        progress.TextColumn("· left"),
        progress.TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
        disable=not sys.stderr.isatty(),
    )
    sizes = [path.stat().st_size if path.is_file() else 0 for path in files]
    with bar:
        task = bar.add_task("", total=sum(sizes), rows=0)

        def rows() -> Rows:
            count = before = 0
            for path, size in zip(files, sizes, strict=True):
                tick = partial(_tick, bar, task, before)
                for row in _rows_of(path, naming, wanted, tick):
                    count += 1
                    bar.update(task, rows=count)
                    yield path, row
                before += size

        yield rows()


def _tick(bar: Progress, task: TaskID, before: int, done: int, size: int) -> None:
    bar.update(task, completed=before + done)


def _rows_of(
    path: Path, naming: Naming, wanted: Dataset | None, tick: Callable[[int, int], None]
) -> Iterator[CodedRow | Failure]:
    """The rows of one file; a file that cannot be read as a whole is a failure of its own."""
    from dateline.imports.reading import read_rows
    from dateline.readers.formats import Failure

    try:
        yield from read_rows(path, naming, wanted, tick, note=lambda words: typer.echo(words, err=True))
    except InputError as exc:
        yield Failure(exc)


def _unreadable(read: Read) -> int:
    """How many rows cannot be read; the first of them are told why."""
    from dateline.readers.formats import Failure

    with read("Looking at") as rows:
        return _not_good(str(row.error) for _, row in rows if isinstance(row, Failure))


def _not_good(reasons: Iterable[str]) -> int:
    """Tell why rows are not good, the first of them; how many they are. All of them are not kept: a table of another
    kind has millions."""
    from dateline.render.words import clean

    count = 0
    for count, reason in enumerate(reasons, 1):
        if count <= SHOWN:
            typer.echo(f"Not good: {clean(reason)}", err=True)
    return count


def _none(count: int) -> int:
    if count > SHOWN:
        typer.echo(f"Not good: {count - SHOWN:,} more.", err=True)
    many = "a row is" if count == 1 else f"{count:,} rows are"
    typer.echo(f"Nothing was imported: {many} not good, and --whole takes all or none.", err=True)
    return FAILURE


def _imported(
    read: Read, keyed: KeyedCase, protect: tuple[str, ...], write: Writer, tally: Tally,
    *, whole: bool,
) -> int:  # fmt: skip
    """Import everything, say how it went; the exit code."""
    from dateline.case.adding.rows import add_rows, faulty

    try:
        if whole:
            with read("Checking") as rows:
                found = faulty(keyed.store, rows, key=keyed.key, protect=protect)
                bad = _not_good(r.reason or r.name for r in found if r)
            if bad:
                return _none(bad)
        with read("Importing") as rows:
            for receipt in add_rows(keyed.store, rows, key=keyed.key, protect=protect):
                tally.add(receipt)
                write.receipt(receipt)
    except KeyboardInterrupt:
        tally.interrupted = True
    except DatelineError:
        if tally.total:
            say(tally, "row", SHOWN)
        raise
    say(tally, "row", SHOWN)
    if tally.became["added"] and not tally.interrupted:
        typer.echo("See which rows and reports tell of the same: dateline link, then dateline check.", err=True)
    return tally.code()
