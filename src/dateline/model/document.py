"""The report as it was given, with its sections told apart. The text never changes once a Document is made."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace

from dateline.model.span import Evidence
from dateline.model.vocabulary import SectionKind

CELLS = " | "
"""What parts the cells of a table's row in the text."""
ROW_MEDIA = "text/csv; dataset="
"""What the media type of a document begins with that is a row of a dataset of coded events; the dataset's key
follows."""


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of the text and what it is: only title, heading and paragraph sections tell what happened."""

    kind: SectionKind
    start: int
    end: int
    language: str | None = None
    """ISO 639-1 code where it is not the document's own language."""


@dataclass(frozen=True, slots=True)
class DatelineMark:
    """The "CITY, Date (Agency) —" that opens a report: where it was filed, not where it happened. Where the text
    has none, what the metadata of its page or file says instead."""

    place: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Published:
    """Publication date as ISO text, and where it came from: "given", "metadata" (of the page or file), "dateline",
    "text", or null where unknown."""

    date: str | None = None
    basis: str | None = None


@dataclass(frozen=True, slots=True)
class SourceSpan:
    """Where characters start..end of the text stand in the source: from character `at` of `part` on.

    `part` is "" (the decoded file itself), "page 3", "word/document.xml paragraph 7" …; `at` is null where the format
    tells the part only. White space and markup between characters are not counted one by one.
    """

    start: int
    end: int
    part: str
    at: int | None


@dataclass(frozen=True, slots=True)
class SourceFile:
    """What the text was taken out of: media type, which part of a file that holds several reports, time of capture."""

    media_type: str
    part: str | None = None
    """"row 17", "record <urn:uuid:…>", "entry 3"; null where the file is one report."""
    captured: str | None = None
    """When the page was fetched, ISO 8601 in UTC."""
    spans: tuple[SourceSpan, ...] = field(default=(), repr=False)


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
    file: SourceFile | None = None
    """Where the text came from; null for a text given as such."""

    @property
    def dataset(self) -> str | None:
        """Key of the dataset that the document is an imported row of ("ucdp-ged"); None for a report."""
        media = self.file.media_type if self.file is not None else ""
        return media[len(ROW_MEDIA) :] if media.startswith(ROW_MEDIA) else None

    def evidence(self, start: int, end: int) -> Evidence:
        """The characters start..end as evidence."""
        return Evidence(start, end, self.text[start:end])

    def language_of(self, section: Section) -> str | None:
        """The language of a section; None where its words do not tell."""
        return section.language or self.language

    def only_in(self, language: str) -> Document:
        """The same report with the sections of other languages left out: what a reader of one language works on."""
        kept = tuple(s for s in self.sections if self.language_of(s) in {None, language})
        return self if len(kept) == len(self.sections) else replace(self, sections=kept)

    def without_rows(self) -> Document:
        """The same report with the rows of its tables left out: cells beside each other are no sentences."""
        kept = tuple(s for s in self.sections if not self.is_row(s))
        return self if len(kept) == len(self.sections) else replace(self, sections=kept)

    def is_row(self, section: Section) -> bool:
        """Whether a section is a row of a table, as readers write it: three cells or more, parted by bars."""
        return self.text.count(CELLS, section.start, section.end) > 1

    def section_at(self, offset: int) -> Section | None:
        """The section that holds a character, or None between sections (which stand in text order, none empty)."""
        n = bisect_right(self.sections, offset, key=lambda s: s.start) - 1
        return self.sections[n] if n >= 0 and offset < self.sections[n].end else None
