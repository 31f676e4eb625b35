"""`dateline erase`: take reports, claims or sources out of a case for good."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Final

import typer

from dateline.cli.keeping import Case, Key, faults_told, key_if_there, opened, say_finished, saying
from dateline.errors import InputError

if TYPE_CHECKING:
    from dateline.case.keep.erasing import Erased
    from dateline.case.store.sql import SqlStore

HELP: Final = """Erase reports, claims or sources from a case.

Their words, what was made of them and what was decided about them go from rows, full text, boxes, log, sealed parts,
free pages and the write-ahead log, and from the backups that the case made of itself. Then pieces of them are looked
for in every byte that is left, and the proof is printed. What stays: that something was erased, when, by whom and
why; the log still verifies. There is no way back.

\b
Examples:
  dateline erase war.dateline doc-1f0c… --who AB --reason "court order 12/21"
  dateline erase war.dateline claim-77a2… --who AB --reason "told in confidence"
  dateline erase war.dateline source-03bd… --report doc-1f0c… --who AB --reason "withdrew"

\b
A claim or a source is blanked in its report's text, one sign (█) for each character,
so that all other quotes stay where they are; with a source goes all that it says.
Copies that are not found are named: they still hold everything. Archives are
encrypted and not reached: make a new one, and delete the old.

\b
Exit codes:
  0 erased and proved   1 it cannot be erased, or something was still found
  2 wrong usage   4 erased, but a copy was not reached   130 interrupted: the same command goes on
"""
NOT_REACHED: Final = 4
Ids = Annotated[list[str], typer.Argument(metavar="ID", help="Ids of reports, claims or sources.", show_default=False)]
Who = Annotated[str, typer.Option(metavar="NAME", help="Who erases: a name or initials. It stays.", show_default=False)]
Reason = Annotated[str, typer.Option(metavar="TEXT", help="Why, in words that stay.", show_default=False)]
Report = Annotated[
    str | None, typer.Option(metavar="ID", help="Only in this report (claims and sources).", show_default=False)
]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]


def erase(
    case: Case, ids: Ids, who: Who, reason: Reason, report: Report = None, key: Key = None, yes: Yes = False
) -> None:
    """Erase content from a case (see `HELP`)."""
    from dateline.case.keep.erasing import erase as erase_from

    stopped = "The same command goes on where it stopped."
    with faults_told(stopped), opened(case) as store:
        held = key_if_there(store, case, key)
        if not yes:
            _ask(store, ids, report)
        with saying() as say:
            done = erase_from(store, ids, who, reason, report=report, key=held, say=say)
        code = _say(done, store)
    if code:
        raise typer.Exit(code)


def _ask(store: SqlStore, ids: list[str], report: str | None) -> None:
    from dateline.case.keep.erasing import target_of
    from dateline.case.keep.finishing import job_left

    if job_left(store) is not None:
        return  # it was answered when it was begun
    with store.engine.connect() as c:
        target = target_of(c, ids, report)
    if target.missing:
        return  # said when erasing refuses
    told = ", ".join(f"{n:,} {kind}{'' if n == 1 else 's'}" for kind, n in target.kinds.items() if n)
    if not sys.stdin.isatty():
        raise InputError(store.where, f"{told} would be erased for good.", "Add --yes where nobody can be asked.")
    typer.confirm(f"Erase {told} for good?", abort=True, err=True)


def _say(done: Erased, store: SqlStore) -> int:
    parts = [(len(done.reports), "report"), (done.claims, "claim"), (done.sources, "source")]
    told = ", ".join(f"{n:,} {word}{'' if n == 1 else 's'}" for n, word in parts if n)
    entries = f" and the words of {done.decisions:,} log entries" if done.decisions else ""
    typer.echo(f"Erased: {told}{entries}." if told else "Finished what was cut off.", err=True)
    if done.copies:
        typer.echo(f"Near copies that stay, and may tell the same: {', '.join(done.copies)}.", err=True)
    assert done.finished is not None
    say_finished(done.finished, store)
    return NOT_REACHED if any(b.became == "not reached" for b in done.finished.backups) else 0
