"""The report as it was given, with its sections told apart. The text never changes once a Document is made."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from dateline.model.span import Evidence
from dateline.model.vocabulary import SectionKind


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of the text and what it is: only title, heading and paragraph sections tell what happened."""

    kind: SectionKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DatelineMark:
    """The "CITY, Date (Agency) —" that opens a report: where it was filed, not where it happened."""

    place: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Published:
    """Publication date as ISO text, and where it came from: "given", "dateline", "text", or null where unknown."""

    date: str | None = None
    basis: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One report. `source_sha256` is of the bytes as received; `text` is what evidence points into."""

    id: str
    title: str | None
    byline: tuple[str, ...]
    outlet: str | None
    dateline: DatelineMark | None
    published: Published
    language: str | None
    url: str | None
    source_sha256: str
    text: str = field(repr=False)
    sections: tuple[Section, ...] = field(default=(), repr=False)

    def evidence(self, start: int, end: int) -> Evidence:
        """The characters start..end as evidence."""
        return Evidence(start, end, self.text[start:end])

    def section_at(self, offset: int) -> Section | None:
        """The section that holds a character, or None between sections (which stand in text order, none empty)."""
        n = bisect_right(self.sections, offset, key=lambda s: s.start) - 1
        return self.sections[n] if n >= 0 and offset < self.sections[n].end else None
