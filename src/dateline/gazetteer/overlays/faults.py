"""What is wrong with the rows of a user's file, in one message: the first of them with their lines, and how many."""

from __future__ import annotations

from dateline.errors import InputError

SHOWN = 20
LONGEST = 60
"""Characters of a cell that a message shows."""


class Faults:
    """Collects faults while a file is read, so that all of it is looked at before it is refused."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.total = 0
        self._first: list[tuple[int, str]] = []

    def add(self, line: int, what: str) -> None:
        self.total += 1
        if len(self._first) < SHOWN:
            self._first.append((line, what))

    def raise_any(self) -> None:
        """`InputError` that lists the faults, where there are any."""
        if not self.total:
            return
        told = "".join(f"\n  line {line:,}: {what}" for line, what in sorted(self._first))
        more = f"\n  and {self.total - SHOWN:,} more." if self.total > SHOWN else ""
        what = "one row is wrong" if self.total == 1 else f"{self.total:,} rows are wrong"
        raise InputError(self.name, f"{what}, and nothing was added.{told}{more}", "\nCorrect the rows and try again.")


def cell(text: str) -> str:
    """A cell as messages show it."""
    return repr(text if len(text) <= LONGEST else text[: LONGEST - 1] + "…")
