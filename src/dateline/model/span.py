"""Evidence: the characters of the report that say something.

Offsets are Unicode code points into `Document.text`, half-open, so `text[start:end] == quote` always holds.
"""

from __future__ import annotations

from dataclasses import dataclass

from dateline.errors import DossierError


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """A quote and where it stands. Make one with `Document.evidence`, which reads the quote from the text."""

    start: int
    end: int
    quote: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end or self.end - self.start != len(self.quote):
            raise DossierError(
                f"Evidence {self.start}..{self.end} cannot quote {self.quote!r}: offsets and length differ."
            )

    def overlaps(self, start: int, end: int) -> bool:
        return self.start < end and start < self.end
