"""What `dateline export` and `dateline read --export` share: where it goes, a bar, and words on what became of it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import typer

from dateline.errors import SettingsError

if TYPE_CHECKING:
    from dateline.exports.format import Format, Told
    from dateline.exports.losses import Losses
    from dateline.exports.material import Material
    from dateline.exports.writing import Written

MOST: Final = 8
"""Reasons for losses that are named on the terminal; the report beside the file has all."""


def check_export(format_: Format, output: Path | None) -> None:
    """Raise where the export could not be written: before the work for it."""
    from dateline.exports.targets import target_of

    if output is not None:
        target_of(format_, output)
    elif format_.folder:
        raise SettingsError(f"{format_.title} is a folder: name it with -o.")
    elif format_.binary and sys.stdout.isatty():
        raise SettingsError(f"{format_.title} is nothing to read on a terminal: name a file with -o.")


def export_to(format_: Format, made: Callable[[Told], Material], output: Path | None) -> None:
    """Write the export to a file with its reports beside it, or to standard output; say on stderr what it came to.

    `made` gives the material, told where to say how many reports it has gone through before the first record.
    """
    from dateline.exports.writing import stream_export, write_export

    with counted_on_stderr() as counted:
        material = made(counted("Looking through reports"))
        told = counted(f"{format_.title}: records")
        if output is None:
            records, losses = stream_export(format_, material, sys.stdout.buffer, told)
        else:
            written = write_export(format_, material, output, told)
    if output is None:
        typer.echo(f"{_many(records)} ({format_.title}).", err=True)
        _say_losses(losses, None)
    else:
        say(written)


def say(written: Written) -> None:
    """What was written, and what it could not carry."""
    typer.echo(f"Wrote {written.path}: {_many(written.records)} ({written.format.title}).", err=True)
    names = ", ".join(path.name for path in written.beside)
    typer.echo(f"Beside it: {names}.", err=True)
    hidden = {what: count for what, count in written.manifest["redactions"].items() if count}
    if hidden:
        typer.echo(f"Hidden (how often): {', '.join(f'{what} {n:,}' for what, n in hidden.items())}.", err=True)
    _say_losses(written.losses, written.beside[0])


def _say_losses(losses: Losses, report: Path | None) -> None:
    summary = losses.summary()
    if not summary:
        typer.echo("It carries everything.", err=True)
        return
    typer.echo(
        f"What it could not carry (each is named in {report.name if report else 'the report of -o FILE'}):", err=True
    )
    for row in summary[:MOST]:
        about = f"{row['field']}: " if row["field"] else ""
        typer.echo(f"  {row['count']:>7,} × {row['kind']}: {about}{row['reason']}", err=True)
    if len(summary) > MOST:
        rest = sum(int(row["count"]) for row in summary[MOST:])
        typer.echo(f"  {rest:>7,} × for {len(summary) - MOST} other reasons", err=True)


def _many(records: int) -> str:
    return "1 record" if records == 1 else f"{records:,} records"


@contextmanager
def counted_on_stderr() -> Iterator[Callable[[str], Told]]:
    """A count on a terminal's stderr: gives what counts under a name. Told often, it is drawn seldom."""
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    if not sys.stderr.isatty():
        yield lambda noun: lambda done: None
        return
    columns = (SpinnerColumn(), TextColumn("{task.description} {task.completed:,.0f}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None)

        def counted(noun: str) -> Told:
            def told(done: int) -> None:
                if done % 100 == 0:
                    progress.update(task, description=noun, completed=done)

            return told

        yield counted
