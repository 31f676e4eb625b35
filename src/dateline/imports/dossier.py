"""A row of a dataset -> its dossier: one event, and one claim of the dataset that states all of it.

The text is the row (`imports.kept`), and the evidence for a value are the characters of the cells that say it. Ids hash
the row and not where it stood or which release it came with, so that a row that a later release repeats is the same.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from functools import lru_cache

from dateline import __version__
from dateline.gazetteer import load_gazetteer
from dateline.imports.actors import RowActors
from dateline.imports.kept import RowText, row_text
from dateline.imports.row import CodedRow, RowNote, RowToll
from dateline.model.document import ROW_MEDIA, Document, Published, Section, SourceFile
from dateline.model.dossier import FORMAT, Dossier, GazetteerUsed, Receipt
from dateline.model.ids import record_id
from dateline.model.origin import Origin
from dateline.model.records import Casualties, Claim, Event, Finding, Participant, Phrase, Place, Source, Where
from dateline.model.span import Evidence
from dateline.model.values import When


def dossier_of(row: CodedRow) -> Dossier:
    """The dossier of a row, valid by the contract (`model.integrity`)."""
    return _Maker(row).dossier()


def row_sha256(row: CodedRow) -> str:
    """Hash of what the row says: its dataset, and the cells that are not empty, in whatever order the columns stand."""
    told = [row.dataset, {column: cell for column, cell in row.cells.items() if cell}]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


class _Maker:
    """Makes the records of one row."""

    def __init__(self, row: CodedRow) -> None:
        self.row = row
        self.sha = row_sha256(row)
        self.written: RowText = row_text(row.title, row.cells)
        self.origin = Origin(f"import/{row.dataset}", "row")

    def dossier(self) -> Dossier:
        actors = RowActors(self.row, self.sha, self._cell_or_title, self.origin)
        sources = tuple(self._sources())
        place = self._place()
        claim = self._claim(sources[0])
        event = self._event(actors, place, claim)
        return Dossier(
            FORMAT, self._document(), actors.records(), (place,) if place else (), sources, (claim,), (event,), (), (),
            (), (), (), tuple(self._findings(event)), self._receipt(),
        )  # fmt: skip

    def _document(self) -> Document:
        row, text, title = self.row, self.written.text, self.written.title
        sections = [Section("title", 0, title)]
        if len(text) > title + 1:
            sections.append(Section("paragraph", title + 1, len(text)))
        published = Published(row.published, "given") if row.published else Published()
        file = SourceFile(ROW_MEDIA + row.dataset, f"row {row.number}")
        return Document(
            f"doc-{self.sha[:16]}", row.title, (), row.name, None, published, None, None, self.sha, text,
            tuple(sections), file,
        )  # fmt: skip

    def _receipt(self) -> Receipt:
        row = self.row
        settings = {"dataset": row.dataset, "version": row.version, "published": row.published}
        return Receipt(__version__, self.origin.engine, (), _gazetteer(), "as the dataset codes", settings, 0.0)

    def _evidence(self, start: int, end: int) -> Evidence:
        return Evidence(start, end, self.written.text[start:end])

    def _title(self) -> Evidence:
        return self._evidence(0, self.written.title)

    def _cells(self, columns: Iterable[str]) -> tuple[Evidence, ...]:
        """The cells of columns that are not empty, in the order of the text."""
        at = self.written.at
        spots = sorted({at[column] for column in columns if column in at})
        return tuple(self._evidence(*spot) for spot in spots)

    def _cell_or_title(self, column: str, part: str = "") -> Evidence:
        """A cell, or the part of it that holds a name."""
        if column not in self.written.at:
            return self._title()
        start, end = self.written.at[column]
        found = self.written.text.find(part, start, end) if part else -1
        return self._evidence(found, found + len(part)) if found >= 0 else self._evidence(start, end)

    def _needed(self, columns: Iterable[str]) -> tuple[Evidence, ...]:
        return self._cells(columns) or (self._title(),)

    def _id(self, kind: str, type_: str, evidence: Sequence[Evidence], who: Iterable[Evidence] = ()) -> str:
        return record_id(self.sha, kind, type_, evidence, who)

    def _sources(self) -> Iterable[Source]:
        """The dataset first; then those whom it has it from, each once."""
        label = self._evidence(0, len(self.row.label))
        yield self._source("organisation", self.row.name, label)
        seen = set()
        for told in self.row.sources:
            if told.name not in seen:
                seen.add(told.name)
                yield self._source(told.kind, told.name, self._cell_or_title(told.column, told.name))

    def _source(self, kind: str, name: str, mention: Evidence) -> Source:
        id_ = self._id("source", kind, (mention,))
        return Source(id_, kind, name, None, None, None, None, False, (mention,), self.origin)  # type: ignore[arg-type]  # rows take kinds from the vocabulary

    def _claim(self, source: Source) -> Claim:
        row = self.row
        told = [a.column for side in row.sides for a in side.actors]
        told += [c for part in (row.place, row.when) if part for c in part.columns[:1]]
        told += [c for toll in row.tolls[:1] for c in toll.columns[:1]]
        content = self._needed((*told, *([row.outcome.column] if row.outcome else ())))
        id_ = self._id("claim", "asserted", content)
        return Claim(id_, source.id, (), None, None, content, False, "asserted", None, None, None, self.origin)

    def _place(self) -> Place | None:
        spot = self.row.place
        if spot is None:
            return None
        mention = self._needed(spot.columns[:1])
        return Place(
            self._id("place", spot.kind, mention), spot.name, spot.kind, spot.lat, spot.lon, None, spot.country,
            spot.admin1, None, spot.where_prec, spot.geo_precision, spot.radius_km, "as the row codes it", mention,
            self.origin,
        )  # fmt: skip

    def _when(self, claim: Claim) -> When | None:
        told = self.row.when
        if told is None:
            return None
        evidence = self._needed(told.columns)
        text = " to ".join(dict.fromkeys(e.quote for e in self._needed(told.columns[:2])))
        return When(text, told.start, told.end, told.precision, "stated", evidence, (claim.id,))

    def _event(self, actors: RowActors, place: Place | None, claim: Claim) -> Event:
        row, said = self.row, (claim.id,)
        who = tuple(Participant(role, id_, said, (mention,)) for role, id_, mention in actors.taking_part())
        where = Where(place.id, said, self._needed(row.place.columns)) if place and row.place else None
        id_ = self._id("event", row.coding.plover, self._needed(row.coding_columns), (w.evidence[0] for w in who))
        outcome = Phrase(row.outcome.text, (self._cell_or_title(row.outcome.column),)) if row.outcome else None
        return Event(
            id_, row.coding, row.status, who, where, self._when(claim), self._deaths(actors, said), (), (), (), outcome,
            None, None, (), said, claim.content, self.origin,
        )  # fmt: skip

    def _deaths(self, actors: RowActors, said: tuple[str, ...]) -> tuple[Casualties, ...]:
        return tuple(self._toll(toll, actors.of(toll.of), said) for toll in self.row.tolls)

    def _toll(self, toll: RowToll, of: str, said: tuple[str, ...]) -> Casualties:
        exact = toll.low == toll.best == toll.high
        return Casualties(
            of, toll.low, toll.high, toll.best, "exact" if exact else "unknown", said, self._needed(toll.columns)
        )  # fmt: skip

    def _findings(self, event: Event) -> Iterable[Finding]:
        for note in self.row.notes:
            yield self._finding(note, event)

    def _finding(self, note: RowNote, event: Event) -> Finding:
        evidence = self._needed(note.columns)
        said = f"{note.check} {note.rule} {note.message}"  # a rule may be broken twice, in cells that are empty
        return Finding(
            self._id("finding", said, evidence), note.check, "disagrees", note.severity,
            note.message, dict(note.figures), (event.id,), evidence, Origin(self.origin.engine, note.rule),
        )  # fmt: skip


@lru_cache(maxsize=1)
def _gazetteer() -> GazetteerUsed:
    """The outlines and names of countries are the package's own: rows bring their coordinates with them."""
    base = load_gazetteer(())
    return GazetteerUsed(base.name, base.version)
