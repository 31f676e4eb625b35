"""A rule that a row breaks."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Breach:
    """One rule that is broken. `column` is the (first) column to look at, "" for the row of names; `rule` its short
    name, the same in every row, so that breaches can be counted; `message` says in words what does not fit."""

    column: str
    rule: str
    message: str

    @property
    def sentence(self) -> str:
        """The message as a sentence of its own."""
        return f"{self.message[:1].upper()}{self.message[1:]}."
