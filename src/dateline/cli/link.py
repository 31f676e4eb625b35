"""`dateline link`: which events of a case are one happening, and what people say of it."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated, Final

import typer

from dateline.cli.keeping import faults_told

if TYPE_CHECKING:
    from dateline.case.linking import LinkedCase
    from dateline.case.store.protocol import Store

HELP: Final = """Link the events of a case: those of different reports that are one happening are put together.

Compares events by day, place, who did what to whom, tolls and words, and keeps apart what the evidence keeps apart
(two blasts in one city on one day). Every link says why it was made. Run it again after adding reports: what people
decided holds, whatever is computed.

\b
Examples:
  dateline link war.dateline
  dateline link war.dateline --dry-run
  dateline link war.dateline --same event-4f… event-a1… --who AB --reason "same checkpoint, two names"
  dateline link war.dateline --apart happening-0c… event-77… --who AB
  dateline link war.dateline --same "National Front" "FNL" --who AB
  dateline link war.dateline --undo judgement-17 --who AB

\b
A decision is kept with its date, who made it and why, never written over, and taken
back by another one (--undo). The case is linked anew after each.

\b
Exit codes:
  0 linked   1 the case cannot be used   2 wrong usage   130 interrupted
"""

Case = Annotated[str, typer.Argument(metavar="CASE", help="The case: a file, or the URL of a database.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be linked, and change nothing.")]
Same = Annotated[
    tuple[str, str] | None,
    typer.Option(metavar="EVENT EVENT", help="These two (events, happenings or actors) are one.", show_default=False),
]
Apart = Annotated[
    tuple[str, str] | None,
    typer.Option(metavar="EVENT EVENT", help="These two are not one.", show_default=False),
]
Undo = Annotated[str | None, typer.Option(metavar="JUDGEMENT", help="Take this decision back.", show_default=False)]
Who = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="Who decides: a name or initials. Needed with a decision.", show_default=False),
]
Reason = Annotated[str | None, typer.Option(metavar="TEXT", help="Why it is so.", show_default=False)]
Json = Annotated[
    bool,
    typer.Option("--json", help="Write happenings and links, and which actors, places and reports are one, as JSON."),
]


def link(
    case: Case,
    dry_run: DryRun = False,
    same: Same = None,
    apart: Apart = None,
    undo: Undo = None,
    who: Who = None,
    reason: Reason = None,
    json_: Json = False,
) -> None:
    """Link the events of a case (see `HELP`)."""
    from contextlib import closing

    from dateline.case.opening import open_case_store

    decisions = sum(given is not None for given in (same, apart, undo))
    if decisions > 1:
        raise typer.BadParameter("one decision at a time: --same, --apart or --undo.")
    if decisions and dry_run:
        raise typer.BadParameter("a decision changes the case.", param_hint="--dry-run")
    if decisions and not (who or "").strip():
        raise typer.BadParameter("say who decides.", param_hint="--who")
    with faults_told("The happenings are as they were."), closing(open_case_store(case)) as store:
        if decisions:
            _decide(store, same, apart, undo, who or "", reason)
        linked = _with_bar(store, write=not dry_run)
        typer.echo(in_words(linked), err=True)
        if json_:
            typer.echo(_json(store, linked))


def _decide(
    store: Store,
    same: tuple[str, str] | None,
    apart: tuple[str, str] | None,
    undone: str | None,
    who: str,
    reason: str | None,
) -> None:
    from dateline.case.linking import decide, undo

    if undone is not None:
        kept = undo(store, undone, who, reason)
        typer.echo(f"Kept as {kept.id}: {kept.about[0]} does not hold any more.", err=True)
        return
    made = (
        decide(store, "same", *same, who, reason) if same else decide(store, "apart", *(apart or ("", "")), who, reason)
    )
    word = "are one" if same else "are not one"
    for judgement in made:
        typer.echo(f"Kept as {judgement.id}: {' and '.join(judgement.about)} {word}.", err=True)


def _with_bar(store: Store, *, write: bool) -> LinkedCase:
    from rich import progress
    from rich.console import Console

    from dateline.case.linking import link_case

    bar = progress.Progress(
        progress.TextColumn("Linking"),
        progress.BarColumn(),
        progress.MofNCompleteColumn(),
        progress.TextColumn("reports ·"),
        progress.TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
        disable=not sys.stderr.isatty(),
    )
    with bar:
        task = bar.add_task("", total=None)

        def watched(done: int, known: int) -> None:
            bar.update(task, completed=done, total=known)

        return link_case(store, watched, write=write)


def in_words(linked: LinkedCase) -> str:
    """How many happenings, what was joined and kept apart, whose decisions hold."""
    events, reports = _many(linked.events, "event", "events"), _many(linked.reports, "report", "reports")
    happenings = _many(len(linked.linked.groups), "happening", "happenings")
    several = _many(linked.several, "happening is", "happenings are")
    apart = _many(linked.apart, "pair that looks alike is", "pairs that look alike are")
    lines = [
        f"{events} of {reports} {'is' if linked.events == 1 else 'are'} {happenings}.",
        f"{several} told more than once, by {_many(linked.joined, 'event', 'events')} together.",
        f"{apart} kept apart.",
    ]
    if linked.decided:
        lines.append(f"{_many(linked.decided, 'decision of a person holds', 'decisions of people hold')}.")
    lines += [f"Decisions go against each other: {c.message}" for c in linked.linked.conflicts]
    if not linked.written:
        changed = _many(linked.changed, "event would change its", "events would change their")
        lines.append(f"Nothing was changed; {changed} company.")
    return "\n".join(lines)


def _many(n: int, one: str, several: str) -> str:
    return f"{n:,} {one if n == 1 else several}"


def _json(store: Store, linked: LinkedCase) -> str:
    from dateline.case.linking import besides

    actors, places, stories = besides(store, linked.linked)
    told = {
        "happenings": linked.happenings,
        "actors": {g.key: list(g.members) for g in actors.groups if len(g.members) > 1},
        "places": {g.id: list(g.members) for g in places.groups if len(g.members) > 1},
        "stories": [list(group) for group in stories.groups if len(group) > 1],
        "links": [
            {"a": k.a, "b": k.b, "score": k.score, "why": [list(part) for part in k.why]} for k in linked.linked.links
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=2)
