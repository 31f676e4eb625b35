"""`dateline beside`: what reports tell beside UCDP's coded events, what agrees and what differs."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from dateline.cli import options
from dateline.errors import DatelineError, EngineMissing, InputError, SettingsError

if TYPE_CHECKING:
    from dateline.case.ledger.beside import Comparison, Near
    from dateline.model.dossier import Dossier
    from dateline.model.situation import Happening

FAILURE, PARTIAL, INTERRUPTED = 1, 4, 130
NAMED: Final = 5
"""Rows that cannot be read that are named; the rest are counted."""
DOSSIER: Final = b'"dateline-dossier/1"'
HEAD: Final = 4096
SQLITE: Final = b"SQLite format 3\0"
HELP: Final = """Put what reports tell beside UCDP's coded events (GED): rows near in time and place, what agrees,
what differs.

REPORT is a case, a report, or a dossier as JSON that `dateline read --json` wrote. Each happening with a day and a
place is looked for among the rows of the GED file (CSV, plain, .gz or .zip, of any release with a row of column names).
Nothing is decided: both values stand side by side.

\b
Examples:
  dateline beside war.dateline --ged GEDEvent_v24_1.csv.gz
  dateline beside report.txt --published 2017-05-20 --ged GEDEvent_v24_1.csv.gz
  dateline beside dossier.json --ged GEDEvent_v24_1.csv --km 25 --days 1
  dateline beside report.txt --ged GEDEvent_v24_1.csv --json > beside.json

\b
Exit codes:
  0 done   1 nothing could be read   2 wrong usage
  4 some reports could not be read, each named   130 interrupted
"""

Reports = Annotated[
    list[str],
    typer.Argument(metavar="REPORT", help="A case, reports or dossiers: files, folders, URLs.", show_default=False),
]
Ged = Annotated[Path, typer.Option("--ged", metavar="FILE", help="UCDP GED as CSV, plain, .gz or .zip.")]
Days = Annotated[int, typer.Option(metavar="N", min=0, max=60, help="How many days off a row may be.")]
Km = Annotated[float, typer.Option(metavar="N", min=0, max=1000, help="How many km off a row may be.")]
Most = Annotated[int, typer.Option(metavar="N", min=1, max=1000, help="How many rows an event is shown beside.")]
EventId = Annotated[
    list[str] | None,
    typer.Option("--event", metavar="ID", help="Only this event or happening (repeatable).", show_default=False),
]
Json = Annotated[bool, typer.Option("--json", help="The comparisons as JSON.")]
All = Annotated[bool, typer.Option("--all", help="List events that no row is near, too.")]


def beside(
    reports: Reports,
    ged: Ged,
    published: options.Published = None,
    days: Days = 3,
    km: Km = 50.0,
    most: Most = 5,
    event: EventId = None,
    json_: Json = False,
    all_: All = False,
) -> None:
    """Put reports beside UCDP's rows (see `HELP`)."""
    from dateline.case.ledger.beside import Near

    failures: list[str] = []
    try:
        happenings = _happenings(reports, published, failures)
        chosen = _chosen(happenings, event)
        found = _compared(chosen, ged, Near(days, km, most))
    except SettingsError as exc:
        hint = "--published" if str(exc).startswith("published: ") else None
        raise typer.BadParameter(str(exc).removeprefix("published: "), param_hint=hint) from exc
    except EngineMissing as exc:
        typer.echo(f"{exc}\nSee what else is missing: dateline doctor", err=True)
        raise typer.Exit(FAILURE) from exc
    except DatelineError as exc:
        typer.echo(str(exc), err=True)
        raise typer.Exit(FAILURE) from exc
    except KeyboardInterrupt as exc:
        raise typer.Exit(INTERRUPTED) from exc
    _say(failures)
    if failures and not happenings:
        raise typer.Exit(FAILURE)
    _print(found, as_json=json_, everything=all_ or bool(event))
    if failures:
        raise typer.Exit(PARTIAL)


def _happenings(names: list[str], published: str | None, failures: list[str]) -> list[Happening]:
    """What all names tell: cases with what counts in them, dossiers, and reports that are read now."""
    from dateline.case.facts import facts_of
    from dateline.case.ledger.happening import alone
    from dateline.protect.view import show

    found: list[Happening] = []
    reports: list[str] = []
    for name in names:
        try:
            if is_case(name):
                found += _in_case(name)
            elif _is_dossier(Path(name)):
                found += [h for dossier in _kept(Path(name)) for h in alone(facts_of(show(dossier).dossier))]
            else:
                reports.append(name)
        except DatelineError as exc:
            failures.append(str(exc))
    for dossier in _read(reports, published, failures):
        found += alone(facts_of(show(dossier).dossier))
    return found


def is_case(name: str) -> bool:
    """Whether a name is a case: the URL of a database, or a file that is one."""
    if re.match(r"postgres(ql)?(\+\w+)?://", name, re.IGNORECASE):
        return True
    path = Path(name)
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        return stream.read(len(SQLITE)) == SQLITE


def _in_case(name: str) -> list[Happening]:
    from contextlib import closing

    from dateline.case.opening import open_case_store
    from dateline.case.situation import situation_of

    with closing(open_case_store(name)) as store:
        return [h for h in situation_of(store).happenings if h.included]


def _read(names: list[str], published: str | None, failures: list[str]) -> Iterator[Dossier]:
    from dateline.readers.given import Given
    from dateline.readers.inputs import Options
    from dateline.run.batch import read_batch

    for outcome in read_batch(names, Options(Given(published))) if names else ():
        if outcome.dossier is None:
            failures.append(outcome.reason or outcome.name)
        else:
            yield outcome.dossier


def _is_dossier(path: Path) -> bool:
    """Whether a file holds dossiers that were written before."""
    if path.suffix.lower() not in {".json", ".jsonl"} or not path.is_file():
        return False
    with path.open("rb") as stream:
        return DOSSIER in stream.read(HEAD)


def _kept(path: Path) -> Iterator[Dossier]:
    """The dossiers of a file: one, a list of them, or one a line."""
    from dateline.model.schema import dossier_from_json

    data = path.read_bytes()
    try:
        if path.suffix.lower() == ".jsonl":
            texts: list[Any] = [line for line in data.splitlines() if line.strip()]
        elif data.lstrip().startswith(b"["):
            texts = [json.dumps(one) for one in json.loads(data)]
        else:
            texts = [data]
        for text in texts:
            yield dossier_from_json(text)
    except (DatelineError, ValueError, RecursionError) as exc:
        raise InputError(str(path), "holds a dossier that cannot be read.", "Make it anew: dateline read.") from exc


def _chosen(happenings: list[Happening], wanted: list[str] | None) -> list[Happening]:
    """Those that the user names, else all."""
    if not wanted:
        return happenings
    known = {id_ for h in happenings for id_ in (h.id, *(e for _, e in h.events))}
    missing = [one for one in wanted if one not in known]
    if missing:
        raise SettingsError(f"--event {missing[0][:40]}: no such event in the reports. There are {len(happenings)}.")
    return [h for h in happenings if {h.id, *(e for _, e in h.events)} & set(wanted)]


def _compared(happenings: list[Happening], ged: Path, near: Near) -> list[Comparison]:
    """The comparisons, with a bar on the terminal while the rows are gone through."""
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    from dateline.case.ledger.beside import beside_each
    from dateline.readers.formats import Failure
    from dateline.readers.table.ged import GedRow, read_ged

    columns = (TextColumn("Rows"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    bad: list[str] = []
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("", total=None)

        def rows() -> Iterator[GedRow]:
            for row in read_ged(ged, lambda done, size: bar.update(task, completed=done, total=size)):
                if isinstance(row, Failure):
                    bad.append(str(row.error))
                else:
                    yield row

        found = beside_each(happenings, rows(), near)
    _say_bad(bad)
    return found


def _say_bad(bad: list[str]) -> None:
    from dateline.render.words import clean

    for reason in bad[:NAMED]:
        typer.echo(f"Left out: {clean(reason)}", err=True)
    if len(bad) > NAMED:
        typer.echo(f"Left out: {len(bad) - NAMED:,} more rows that cannot be read.", err=True)


def _say(failures: list[str]) -> None:
    from dateline.render.words import clean

    for reason in failures:
        typer.echo(f"Not read: {clean(reason)}", err=True)


def _print(found: list[Comparison], *, as_json: bool, everything: bool) -> None:
    from dateline.case.ledger.beside_words import comparison_text

    if as_json:
        typer.echo(json.dumps([asdict(c) for c in found if c.rows or everything], ensure_ascii=False, indent=2))
        return
    shown = [c for c in found if c.rows or everything]
    typer.echo("\n".join(map(comparison_text, shown)), nl=False)
    rest = len(found) - len(shown)
    if rest:
        events = "event has" if rest == 1 else "events have"
        typer.echo(f"{rest:,} more {events} no row near in time and place, or no day or place.", err=True)
