"""A batch on the command line: what to write, the bar on the terminal, the exit code."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.cli.faces import Face
    from dateline.protect.policy import Policy, Shown
    from dateline.readers.inputs import Options
    from dateline.reading import Settings
    from dateline.run.batch import Outcome

FAILURE, FINDINGS, PARTIAL, INTERRUPTED = 1, 3, 4, 130


@dataclass(frozen=True, slots=True)
class Faces:
    """What the user wants written."""

    json: bool
    jsonl: bool
    output: Path | None
    html: Path | None
    xlsx: Path | None
    csv: Path | None
    share: bool
    outlines: Path | None
    export: str | None = None
    """Name of the format to export to, into `output`."""
    several: bool = False
    """Whether the user named several inputs: --json is then a list, whatever becomes of them."""

    @property
    def summary(self) -> bool:
        """Whether the terminal gets a summary: only where nothing else is asked for."""
        return not (self.json or self.jsonl or self.html or self.xlsx or self.csv or self.export)


@dataclass(slots=True)
class Tally:
    """How a batch went so far."""

    done: int = 0
    kept: int = 0
    failed: int = 0
    disagree: int = 0
    protected: int = 0
    unmatched: set[int] | None = None
    """Positions of the names to hide that no report holds; None before the first report."""
    interrupted: bool = False

    def add(self, outcome: Outcome, shown: Shown) -> None:
        """Count one report that was read."""
        self.unmatched = set(shown.unmatched) & (self.unmatched if self.unmatched is not None else set(shown.unmatched))
        assert outcome.dossier is not None
        self.done += 1
        self.kept += outcome.kept
        self.disagree += sum(f.verdict == "disagrees" for f in outcome.dossier.findings)
        self.protected += sum(s.protect for s in outcome.dossier.sources)

    def code(self, *, strict: bool) -> int:
        if self.interrupted:
            return INTERRUPTED
        if self.failed:
            return PARTIAL if self.done else FAILURE
        return FINDINGS if strict and self.disagree else 0


def read_and_write(
    names: list[str],
    options: Options,
    policy: Policy,
    faces: Faces,
    resume: Path | None,
    settings: Settings,
    workers: int = 1,
    *,
    strict: bool,
) -> int:
    """Read everything, write every face, say on stderr how it went; the exit code.

    An interruption ends the reading, not the writing: what was read until then is written whole. A second one ends
    the writing too, and what was not written is named.
    """
    from dateline.cli.faces import faces_of
    from dateline.protect.gate import LeakError
    from dateline.protect.view import show

    tally = Tally()
    failures: list[str] = []
    with ExitStack() as stack:
        writers = [stack.enter_context(face) for face in faces_of(faces, policy)]
        try:
            for outcome in _with_bar(names, options, faces, resume, settings, workers, tally):
                if outcome.dossier is None:
                    tally.failed += 1
                    failures.append(outcome.reason or outcome.name)
                    continue
                try:
                    shown = show(outcome.dossier, policy)
                except LeakError as exc:
                    tally.failed += 1
                    failures.append(f"{outcome.name}: {exc}")
                    continue
                tally.add(outcome, shown)
                for writer in writers:
                    writer.add(outcome.name, outcome.dossier, shown)
        except KeyboardInterrupt:
            tally.interrupted = True
        unwritten = _finish(writers, tally)
    _say(tally, failures, faces, resume, unwritten)
    return tally.code(strict=strict)


def _finish(writers: list[Face], tally: Tally) -> list[Path]:
    """Write what is left, face by face; what an interruption leaves unwritten."""
    left = list(writers)
    try:
        while left:
            left[0].finish()
            left.pop(0)
    except KeyboardInterrupt:
        tally.interrupted = True
    return [path for face in left for path in face.paths]


def _with_bar(
    names: list[str],
    options: Options,
    faces: Faces,
    resume: Path | None,
    settings: Settings,
    workers: int,
    tally: Tally,
) -> Iterator[Outcome]:
    """The outcomes, with a bar on a terminal that shows nothing else."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from dateline.run.batch import read_batch
    from dateline.run.kept import kept_in

    shown = sys.stderr.isatty() and not (faces.summary and sys.stdout.isatty())
    columns = (TextColumn("Reading"), BarColumn(), MofNCompleteColumn(), TextColumn("files · {task.fields[told]}"))
    bar = Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True, disable=not shown)
    with bar:
        task = bar.add_task("", total=None, told="")

        def entered(done: int, known: int) -> None:
            bar.update(task, completed=done, total=known)

        kept = kept_in(resume, settings) if resume else None
        for outcome in read_batch(names, options, settings, kept, entered, workers=workers):
            yield outcome
            bar.update(task, told=f"{tally.done:,} read" + (f", {tally.failed:,} failed" if tally.failed else ""))


def _say(tally: Tally, failures: list[str], faces: Faces, resume: Path | None, unwritten: list[Path]) -> None:
    from dateline.render.words import clean

    for reason in failures:
        typer.echo(f"Not read: {clean(reason)}", err=True)
    total = tally.done + tally.failed
    if tally.interrupted:
        again = "The same command goes on from there." if resume else "With --resume DIR a batch can go on later."
        typer.echo(f"Interrupted after {tally.done:,} report{'' if tally.done == 1 else 's'}. {again}", err=True)
    elif tally.failed and tally.done:
        typer.echo(f"{tally.done:,} of {total:,} reports were read.", err=True)
    if tally.kept:
        typer.echo(f"{tally.kept:,} of them had been read before and were taken from {resume}.", err=True)
    if tally.done:
        for path in (faces.output, faces.html, faces.xlsx, faces.csv):
            said = path == faces.output and faces.export is not None and path not in unwritten
            if path is not None and not said:
                typer.echo(f"{'Not written: ' if path in unwritten else 'Wrote '}{path}", err=True)
    for n in sorted(tally.unmatched or ()):  # by its number: what is said on a terminal may be kept in a log
        typer.echo(f"Number {n + 1} of the names to hide (--protect) stands in no report. Is it spelt right?", err=True)
    if tally.protected and (faces.json or faces.jsonl) and not faces.share:
        many = "a source" if tally.protected == 1 else f"{tally.protected} sources"
        typer.echo(f"This JSON names {many} to protect: keep it private, or make one with --share.", err=True)
