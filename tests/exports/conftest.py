"""Dossiers for the sheets: the hand-made one with more in it, and what reads a workbook or a folder back."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dateline.exports.cells import unsafe
from dateline.model.document import Document
from dateline.model.dossier import Dossier
from dateline.model.ids import record_id
from dateline.model.integrity import LISTS
from dateline.model.origin import by_rule
from dateline.model.records import (
    Actor,
    Casualties,
    Claim,
    Count,
    Media,
    Participant,
    Phrase,
    Rival,
    Source,
    Target,
)
from dateline.model.span import Evidence
from dateline.model.vocabulary import SourceKind
from dateline.protect.policy import Policy, Shown
from dateline.readers.text import read_text

REPORT = (
    "Market hit in Malakal\n\n"
    "JUBA, 5 May 2021 (Nile Wire) — On Tuesday the River Guard shelled Malakal, killing several civilians, a nurse who "
    "asked not to be named said. The army holds Kodok, 40 km north of Malakal.\n\n"
    "At least 12 people were killed, the army said; a trader put it at 40. He said the reed men fired the mortars too, "
    "at a market,\na school. The army said it was Kodok that was hit. The market burned down.\n"
)
"""Fiction on real geography."""


@pytest.fixture
def shown(dossier: Dossier) -> Shown:
    """The hand-made dossier of all rooms, as it may be seen by default."""
    return Shown(dossier, Policy())


@pytest.fixture
def rich(dossier: Dossier) -> Shown:
    """An event with rival tolls, two doers, two targets, a rival place and a video; claims of three sources."""
    return Shown(_Richer(dossier).dossier(), Policy())


class _Richer:
    def __init__(self, plain: Dossier) -> None:
        self.plain, self.origin = plain, by_rule("by hand")
        self.document: Document = read_text(REPORT)

    def words(self, quote: str) -> Evidence:
        start = self.document.text.index(quote)
        return self.document.evidence(start, start + len(quote))

    def id(self, kind: str, quote: str) -> str:
        return record_id(self.document.source_sha256, kind, "", [self.words(quote)])

    def actor(self, name: str) -> Actor:
        return Actor(self.id("actor", name), name, (), "militia", "SS", None, {}, (self.words(name),), self.origin)

    def source(self, words: str) -> Source:
        quote = (self.words(words),)
        kind: SourceKind = "anonymous" if words.startswith("a ") else "organisation"
        return Source(self.id("source", words), kind, None, words, None, None, None, False, quote, self.origin)

    def claim(self, source: str, words: str, via: tuple[str, ...] = ()) -> Claim:
        content, id_ = (self.words(words),), self.id("claim", words)
        source_id = self.id("source", source)
        return Claim(id_, source_id, via, None, None, content, False, "asserted", None, None, None, self.origin)

    def dossier(self) -> Dossier:
        nurse, army, trader = (
            self.claim("a nurse", "the River Guard shelled Malakal"),
            self.claim("the army", "At least 12 people were killed"),
            self.claim("a trader", "a trader put it at 40", via=(self.id("source", "the army"),)),
        )
        old = self.plain.events[0]
        places = tuple(
            replace(p, id=self.id("place", p.name), mentions=(self.words(p.name),)) for p in self.plain.places
        )
        assert old.when is not None
        assert old.where is not None
        doer, other = self.actor("River Guard"), self.actor("the reed men")
        event = replace(
            old,
            id=self.id("event", "shelled Malakal"),
            who=(
                Participant("actor", doer.id, (nurse.id,), doer.mentions),
                Participant("actor", other.id, (trader.id,), other.mentions),
            ),
            where=replace(old.where, place=places[0].id, claims=(nurse.id,), evidence=(self.words("Malakal"),)),
            when=replace(old.when, claims=(), evidence=(self.words("On Tuesday"),)),
            deaths=(
                Casualties("unknown", 12, None, 12, "at least", (army.id,), (self.words("At least 12 people"),)),
                Casualties("civilians", 40, 40, 40, "exact", (trader.id,), (self.words("40. He"),)),
            ),
            injured=(),
            targets=(
                Target("market", None, (self.words("a market"),)),
                Target("school", None, (self.words("a school"),)),
            ),
            means=(Phrase("mortars", (self.words("mortars"),)),),
            outcome=Phrase("The market burned down", (self.words("The market burned down"),)),
            count=Count(2, None, 2),
            rivals=(Rival("where", "Kodok", (army.id,), (self.words("it was Kodok"),)),),
            claims=(nurse.id, army.id, trader.id),
            evidence=(self.words("the River Guard shelled Malakal"), self.words("a market,\na school")),
        )
        finding = replace(
            self.plain.findings[0], id="finding-1", about=(places[0].id,), evidence=(self.words("40 km"),)
        )
        video = Media(
            "media-1", "video", None, None, places[0].id, (event.id,), (self.words("The market burned"),), self.origin
        )
        return replace(
            self.plain,
            document=self.document,
            actors=(doer, other),
            places=places,
            sources=tuple(self.source(w) for w in ("a nurse", "the army", "a trader")),
            claims=(nurse, army, trader),
            events=(event,),
            victims=(),
            relations=(),
            control=(),
            amounts=(),
            media=(video,),
            findings=(finding,),
        )


@pytest.fixture
def empty(dossier: Dossier) -> Shown:
    """A report without any event, claim or place (fiction)."""
    document = read_text("The council of Example Town met on Monday and adjourned.")
    nothing: dict[str, Any] = dict.fromkeys(LISTS, ())
    return Shown(replace(dossier, document=document, **nothing), Policy())


Back = dict[str, list[dict[str, object]]]
"""Sheets read back: rows as column -> value, empty cells left out."""


@pytest.fixture
def workbook() -> Callable[[Path], Back]:
    """Reads a workbook back with openpyxl."""
    return _workbook


def _workbook(path: Path) -> Back:
    import openpyxl

    book = openpyxl.load_workbook(path)
    back: Back = {}
    for sheet in book.worksheets:
        header, *lines = sheet.iter_rows(values_only=True)
        back[sheet.title] = [
            {name: _value(value) for name, value in zip(header, line, strict=True) if value is not None}
            for line in lines
        ]
    return back


def _value(value: object) -> object:
    return value.date() if isinstance(value, dt.datetime) else value


@pytest.fixture
def folder() -> Callable[[Path], Back]:
    """Reads a folder of CSV files back with the csv module."""
    return _folder


def _folder(path: Path) -> Back:
    back: Back = {}
    for file in sorted(path.glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as handle:
            rows = list(csv.DictReader(handle))
        back[file.stem] = [{name: unsafe(value) for name, value in row.items() if value} for row in rows]
    return back
