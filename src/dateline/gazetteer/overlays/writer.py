"""An overlay's file as it is made: an SQLite database beside its place, filled, indexed, then moved there whole."""

from __future__ import annotations

import hashlib
import json
import math
import os
import re
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, overload

from dateline.errors import OutputError
from dateline.gazetteer.folding import LEAST_LETTERS, bare, core_of, fold, skeleton
from dateline.gazetteer.overlays.entry import Entry
from dateline.gazetteer.overlays.faults import Faults, cell

APPLICATION = 0x444C4F56
"""SQLite's number for the kind of file: "DLOV"."""
FORMAT = 1
GRID = 20
"""Cells of a degree: 5.6 km from south to north."""
BATCH = 20_000
LONGEST_KEY = 200
ABANDONED = 24 * 3600.0
"""Seconds after its last change that a half-made file counts as left behind by a process that was killed."""
_PROBES = ("Tell al-Bīr Ṣaghīr checkpoint", "Abū Kamāl", "Kharkiv", "حلب", "Сєвєродонецьк", "N’Djaména", "Øvre Đắk")
_TABLES = """
CREATE TABLE about (told TEXT NOT NULL) STRICT;
CREATE TABLE place (
    id INTEGER PRIMARY KEY, line INTEGER NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
    lat REAL NOT NULL, lon REAL NOT NULL, geonames_id INTEGER, country TEXT, admin1 TEXT, admin2 TEXT,
    population INTEGER NOT NULL, radius_km REAL NOT NULL, source TEXT NOT NULL, feature TEXT NOT NULL,
    events INTEGER NOT NULL, names INTEGER NOT NULL, bbox TEXT, ref TEXT, cell INTEGER NOT NULL
) STRICT;
CREATE TABLE name (
    key TEXT NOT NULL, bare TEXT, core TEXT, country TEXT NOT NULL, bones TEXT, place INTEGER NOT NULL
) STRICT;
"""
_INDEXES = """
CREATE INDEX name_key ON name (key);
CREATE INDEX name_bare ON name (bare) WHERE bare IS NOT NULL;
CREATE INDEX name_core ON name (core, country) WHERE core IS NOT NULL;
CREATE INDEX name_bones ON name (country, bones) WHERE bones IS NOT NULL;
CREATE INDEX place_country ON place (country, admin1);
CREATE INDEX place_cell ON place (cell) WHERE events > 0;
"""
_PLACE = "INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
_NAME = "INSERT INTO name VALUES (?,?,?,?,?,?)"
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\uffff]")
_DIVISIONS = """
UPDATE place SET
    admin1 = (SELECT d.name FROM division AS d WHERE d.country = place.country AND d.code = place.admin1),
    admin2 = (SELECT d.name FROM division AS d WHERE d.country = place.country AND d.code = place.admin2)
"""
_FAST = ("journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE", "cache_size = -65536")


def schema() -> frozenset[str]:
    """The statements that make an overlay's tables and indexes: SQLite keeps them in the file word for word."""
    return frozenset(made for one in f"{_TABLES};{_INDEXES}".split(";") if (made := one.strip()))


@contextmanager
def making(target: Path) -> Iterator[Writer]:
    """A writer whose file stands at `target` when the block ends well; else what was there stays as it was."""
    temporary: Path | None = None
    writer: Writer | None = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _sweep(target.parent)
        number, made = tempfile.mkstemp(prefix=f".{target.stem[:40]}.", suffix=".part", dir=target.parent)
        os.close(number)
        temporary = Path(made)
        writer = Writer(temporary)
        yield writer
        writer.close()
        with temporary.open("rb+") as stream:
            os.fsync(stream.fileno())
        temporary.replace(target)
        temporary = None
    except sqlite3.Error as exc:
        raise OutputError(str(target), f"cannot be written: {exc}.", "Is the disk full?") from exc
    except OSError as exc:
        raise OutputError(str(target), f"cannot be written: {exc.strerror or exc}.") from exc
    finally:
        if writer is not None:
            writer.close()
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def _sweep(folder: Path) -> None:
    """Take away what killed processes left."""
    for part in folder.glob(".*.part"):
        with suppress(OSError):
            if part.stat().st_mtime < time.time() - ABANDONED:
                part.unlink()


@overload
def _shown(text: str) -> str: ...
@overload
def _shown(text: str | None) -> str | None: ...
def _shown(text: str | None) -> str | None:
    """A text without control characters and marks of direction, which dumps have in Arabic names."""
    return text if not text or text.isprintable() else _UNSEEN.sub("", text)


def cell_of(lat: float, lon: float, north: int = 0, east: int = 0) -> int:
    """The number of the grid cell that a point lies in, or of a neighbour of it."""
    return (math.floor(lat * GRID) + north) * 360 * GRID + (math.floor(lon * GRID) + east) % (360 * GRID)


def _forms(key: str, country: str) -> tuple[str | None, str | None, str, str | None]:
    """What a folded name is also found by: without article, without words of kind, by its consonants."""
    short, core, bones = bare(key), core_of(key), skeleton(key)
    return (
        short if short != key else None,
        core if core != key and len(core) >= LEAST_LETTERS else None,
        country,
        bones if len(bones) > 1 and bones.isascii() else None,
    )


def folding_mark() -> str:
    """A digest of how names are folded here: an overlay whose keys were made otherwise finds nothing."""
    made = [(key, *_forms(key, "")) for key in map(fold, _PROBES)]
    return hashlib.sha256(repr(made).encode()).hexdigest()[:12]


class Writer:
    """Fills an overlay's file; made by `making`."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path, isolation_level=None)
        for pragma in _FAST:
            self._db.execute(f"PRAGMA {pragma}")
        self._db.executescript(_TABLES)
        self._db.execute("BEGIN")
        self._places: list[tuple[Any, ...]] = []
        self._names: list[tuple[Any, ...]] = []
        self._digest = hashlib.sha256(f"overlay {FORMAT}\n".encode())
        self.places = self.names = self.events = self.nameless = 0

    def add(self, e: Entry) -> None:
        """Keep a place under each of its names; one whose names hold no letter could never be found."""
        country, name = e.country or "", _shown(e.name)
        keys = {fold(_shown(n))[:LONGEST_KEY] for n in e.others} if e.others else set[str]()
        keys.add(fold(name)[:LONGEST_KEY])
        keys.discard("")
        if not keys or not name.strip():
            self.nameless += 1
            return
        self.places += 1
        self.events += e.events
        for key in sorted(keys) if len(keys) > 1 else keys:
            self._names.append((key, *_forms(key, country), self.places))
        self._digest.update(repr(e.others).encode())
        self._keep(self._row(e, name, len(keys)))

    def _row(self, e: Entry, name: str, names: int) -> tuple[Any, ...]:
        box = ",".join(f"{x:.5f}" for x in e.bbox) if e.bbox else None
        one, two, source, cell = _shown(e.admin1), _shown(e.admin2), _shown(e.source), cell_of(e.lat, e.lon)
        first = (self.places, e.line, name, e.kind, e.lat, e.lon, e.geonames_id, e.country, one, two)
        return (*first, e.population, e.radius_km, source, e.feature, e.events, names, box, e.ref or None, cell)

    def _keep(self, row: tuple[Any, ...]) -> None:
        self._digest.update(repr(row).encode())
        self._places.append(row)
        if len(self._places) >= BATCH:
            self._flush()

    def _flush(self) -> None:
        self._db.executemany(_PLACE, self._places)
        self._db.executemany(_NAME, self._names)
        self.names += len(self._names)
        self._places, self._names = [], []

    def finish(self, faults: Faults) -> str:
        """Index what was added; its digest. Ids that two rows have are faults."""
        self._flush()
        self._db.execute("CREATE INDEX place_ref ON place (ref) WHERE ref IS NOT NULL")
        doubled = self._db.execute(
            "SELECT ref, line, first FROM (SELECT ref, line, min(line) OVER (PARTITION BY ref) AS first, "
            "row_number() OVER (PARTITION BY ref ORDER BY id) AS n FROM place WHERE ref IS NOT NULL) WHERE n > 1 "
            "ORDER BY line"
        )
        for ref, line, first in doubled:
            faults.add(line, f"id {cell(ref)} stands in line {first:,} already")
        self._db.execute("DROP INDEX place_ref")
        return self._digest.hexdigest()

    def name_divisions(self, names: dict[tuple[str, str], str]) -> None:
        """Put names where entries gave codes of divisions; a code without a name is none."""
        self._db.execute("CREATE TEMP TABLE division (country TEXT, code TEXT, name TEXT, PRIMARY KEY (country, code))")
        rows = ((country, code, name) for (country, code), name in names.items())
        self._db.executemany("INSERT INTO division VALUES (?,?,?)", rows)
        self._db.execute(_DIVISIONS)

    def seal(self, about: dict[str, Any]) -> None:
        """Write what the overlay says of itself: without it, it is none."""
        self._db.execute("INSERT INTO about VALUES (?)", (json.dumps(about, ensure_ascii=False),))
        self._db.execute("COMMIT")
        self._db.executescript(_INDEXES)
        self._db.execute(f"PRAGMA application_id = {APPLICATION}")
        self._db.execute(f"PRAGMA user_version = {FORMAT}")

    def close(self) -> None:
        self._db.close()
