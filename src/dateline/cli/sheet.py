"""`dateline sheet`: the situation as a workbook to correct, and the corrected one back as signed decisions."""

from __future__ import annotations

import json
import sys
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from dateline.cli.batch import PARTIAL
from dateline.cli.keeping import faults_told

if TYPE_CHECKING:
    from dateline.case.store.protocol import Store
    from dateline.exports.case.apply import Applied
    from dateline.model.situation import Situation

HELP: Final = """Write the happenings of a case to a workbook, and take a corrected workbook back.

One happening a row; beside each value the words that say it and who says so. Further sheets hold every voice, the
ledger of contradictions, the reports, and what each column means. Correct it in Excel or LibreOffice, then give it
back with --apply: each changed value becomes a decision with your name, the note of its row and the time, and what was
there before stays beside it.

\b
Examples:
  dateline sheet war.dateline -o events.xlsx
  dateline sheet war.dateline --apply events.xlsx --who AB --dry-run
  dateline sheet war.dateline --apply events.xlsx --who AB

\b
Nothing is lost on the way back. Where somebody else changed the same value since, or
a row no longer fits, or a cell cannot be the value, that is listed with its row, and
what was written is kept in the case as a note. --force decides conflicts for the sheet.

\b
Exit codes:
  0 done   1 nothing could be done   2 wrong usage   130 interrupted
  4 applied, but something listed could not be
"""

Case = Annotated[str, typer.Argument(metavar="CASE", help="The case: a file, or the URL of a database.")]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write the workbook there.", show_default=False)
]
Apply = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Take this corrected workbook back.", show_default=False)
]
Who = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="Who decided: a name or initials. Needed with --apply.", show_default=False),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        metavar="DAY", help="The case as it was known on a day, or at a number of its log.", show_default=False
    ),
]
Force = Annotated[bool, typer.Option("--force", help="Where the case changed since, decide for the sheet.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be decided, and decide nothing.")]
Json = Annotated[bool, typer.Option("--json", help="Write every change and what became of it to standard output.")]


def sheet(
    case: Case,
    output: Output = None,
    apply: Apply = None,
    who: Who = None,
    as_of: AsOf = None,
    force: Force = False,
    dry_run: DryRun = False,
    json_: Json = False,
) -> None:
    """The sheet of a case, out or back (see `HELP`)."""
    from dateline.case.opening import open_case_store

    if (output is None) == (apply is None):
        raise typer.BadParameter("give either -o FILE (write a sheet) or --apply FILE (take one back).")
    if output is not None and output.suffix.lower() != ".xlsx":
        raise typer.BadParameter("a sheet is a workbook: name a file that ends in .xlsx.", param_hint="-o")
    if apply is not None and not (who or "").strip():
        raise typer.BadParameter("say who decided.", param_hint="--who")
    if apply is not None and as_of is not None:
        raise typer.BadParameter("a sheet says itself which state of the case it is of.", param_hint="--as-of")
    with faults_told("Nothing was decided."), closing(open_case_store(case)) as store:
        if output is not None:
            _write(store, output, as_of)
            return
        assert apply is not None
        applied = _apply(store, apply, (who or "").strip(), force=force, dry=dry_run)
    _say(applied, case, dry=dry_run)
    if json_:
        typer.echo(json.dumps([asdict(c) for c in applied.changes], ensure_ascii=False, indent=1))
    if any(c.became not in {"change", "already"} for c in applied.changes) and not (force and _only_conflicts(applied)):
        raise typer.Exit(PARTIAL)


def _write(store: Store, path: Path, as_of: str | None) -> None:
    from dateline.case.views.moments import head_of, moment_of
    from dateline.exports.case.about import Source
    from dateline.exports.case.book import write_case_xlsx

    info, moment = store.info(), moment_of(store, as_of)
    situation = _seen(store, moment.seq if moment.seq is not None else info.seq)
    source = Source(info.id, moment.seq if moment.seq is not None else info.seq, head_of(store, moment))
    write_case_xlsx(path, situation, source)
    many = len(situation.happenings)
    typer.echo(f"Wrote {path}: {many:,} happening{'' if many == 1 else 's'}.", err=True)


def _apply(store: Store, path: Path, who: str, *, force: bool, dry: bool) -> Applied:
    from dateline.exports.case.apply import apply_sheet
    from dateline.exports.case.back import read_back

    return apply_sheet(store, read_back(path), str(path), who, _seen, force=force, dry=dry)


def _seen(store: Store, seq: int | None) -> Situation:
    """The situation at a number of the log, with a bar on a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    from dateline.case.situation import situation_of

    bar = Progress(
        TextColumn("Putting happenings together"),
        BarColumn(),
        MofNCompleteColumn(),
        console=Console(stderr=True),
        transient=True,
        disable=not sys.stderr.isatty(),
    )
    with bar:
        task = bar.add_task("", total=None)
        return situation_of(store, as_of=seq, told=lambda done, of: bar.update(task, completed=done, total=of))


def _only_conflicts(applied: Applied) -> bool:
    return {c.became for c in applied.changes} <= {"change", "already", "conflict"}


def _say(applied: Applied, case: str, *, dry: bool) -> None:
    from dateline.exports.case.apply import words_of
    from dateline.render.words import clean

    for line in words_of(applied.changes):
        typer.echo(clean(line), err=True)
    decided = [j for j in applied.judgements if j.verb != "note"]
    notes = len(applied.judgements) - len(decided)
    if dry:
        wanted = applied.counts["change"]
        typer.echo(f"{wanted} change{'' if wanted == 1 else 's'} would be kept; nothing was decided.", err=True)
        return
    if not applied.changes:
        typer.echo("The sheet holds no change.", err=True)
        return
    told = f"{len(decided)} decision{'' if len(decided) == 1 else 's'} kept"
    told += f", {notes} note{'' if notes == 1 else 's'}" if notes else ""
    told += f", {applied.counts['already']} the case had already" if applied.counts["already"] else ""
    typer.echo(f"{told}.", err=True)
    if any(j.verb == "same" for j in decided):
        typer.echo(f"Rows were said to be one: link them with  dateline link {clean(case)}", err=True)
