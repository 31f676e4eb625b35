"""Receipts of what goes into a case: counted, written as JSON lines, told in words at the end."""

from __future__ import annotations

import json
import os
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

import typer

from dateline.cli.batch import FAILURE, INTERRUPTED, PARTIAL

if TYPE_CHECKING:
    from dateline.case.adding.add import Receipt
    from dateline.case.adding.keyed import KeyedCase

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
    most: int | None = None
    """Reasons that are kept, None for all: a table of another kind gives one for each of its millions of rows."""

    def add(self, receipt: Receipt) -> None:
        self.became[receipt.became] += 1
        if receipt.became == "failed":
            if self.most is None:
                self.why[receipt.why or "for no reason told"] += 1
            if self.most is None or len(self.reasons) < self.most:
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


class Writer:
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
        line = json.dumps(told(receipt), ensure_ascii=False)
        if self._stream is not None:
            print(line, file=self._stream, flush=True)
        if self._to_stdout:
            typer.echo(line)


def told(receipt: Receipt) -> dict[str, Any]:
    """A receipt as data: what there is nothing to say of is left out."""
    found = {
        "name": receipt.name, "became": receipt.became, "report": receipt.report, "seq": receipt.seq,
        "copy_of": receipt.copy_of, "likeness": receipt.likeness, "reason": receipt.reason,
    }  # fmt: skip
    return {name: value for name, value in found.items() if value is not None}


def say_key(keyed: KeyedCase) -> None:
    """That a key was made, and what it is for."""
    typer.echo(
        f"Made {keyed.key_file}, the key of this case. Keep it apart from the case, and never lose it: without it\n"
        "nothing more can be added, and what is sealed cannot be opened.",
        err=True,
    )


def say(tally: Tally, one: str = "report", shown: int | None = None) -> None:
    """How it went. `one` is what is added; `shown` how many of those that failed are named, None for all."""
    from dateline.render.words import clean

    for reason in tally.reasons[:shown]:
        typer.echo(f"Not added: {clean(reason)}", err=True)
    if shown is not None and tally.failed > shown:
        typer.echo(f"Not added: {tally.failed - shown:,} more; --receipts FILE names each.", err=True)
    parts = [f"{n:,} {alone if n == 1 else many}" for became, alone, many in WORDS if (n := tally.became[became])]
    counted = f"1 {one}" if tally.total == 1 else f"{tally.total:,} {one}s"
    if tally.failed:
        parts.append(f"{tally.failed:,} failed")
    typer.echo(f"{counted}: {', '.join(parts)}." if parts else f"No {one} was added.", err=True)
    if tally.failed > 1 and shown is None:
        for why, n in tally.why.most_common():
            typer.echo(f"  {n:,} × {clean(why)}", err=True)
    if tally.interrupted:
        typer.echo("Interrupted. What is told above is in the case; the same command goes on from there.", err=True)
    for n in sorted(tally.unmatched or ()):  # by its number: what is said on a terminal may be kept in a log
        typer.echo(f"Number {n + 1} of the names to hide (--protect) stands in no {one}. Is it spelt right?", err=True)
