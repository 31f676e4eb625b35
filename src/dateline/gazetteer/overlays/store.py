"""An overlay in use: an SQLite file opened read-only. A damaged or foreign one is named, never half-read."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

from dateline.errors import DatelineError, InputError
from dateline.gazetteer.overlays.folder import SUFFIX
from dateline.gazetteer.overlays.sizes import kind_of_word
from dateline.gazetteer.overlays.writer import APPLICATION, FORMAT, cell_of, folding_mark, schema
from dateline.gazetteer.protocol import Candidate, Match

FARTHEST = 20_100.0
"""Kilometres: half the way around the Earth."""
MOST = 200
LEAST_TYPED = 3
"""Candidates of one name: beyond that, the least known are left out."""
_COLUMNS = (
    "place.id, place.name, place.kind, lat, lon, geonames_id, place.country, admin1, population, radius_km, source, "
    "bbox, names, admin2, feature, events, line"
)
_BY_NAME = "FROM name JOIN place ON place.id = name.place WHERE"
_ORDER = f"GROUP BY place.id ORDER BY events DESC, population DESC, place.id LIMIT {MOST}"
_MAGIC = b"SQLite format 3\0"
_TEXTS = ("digest", "kind", "source", "licence", "file", "sha256", "added")
_COUNTS = ("places", "names", "events")
"""What every overlay says of itself, in words and in numbers."""


class Overlay:
    """Places that a user added from one file. `version` is the digest of what was read from it, `about` where it comes
    from: file, its digest, kind, rows, licence, date."""

    def __init__(self, path: Path) -> None:
        self.name = path.name.removesuffix(SUFFIX)
        self.path = path
        self._db = self._opened()
        self.about = self._about()
        self.version = str(self.about["digest"])[:12]
        self._source = str(self.about["source"])

    def _opened(self) -> sqlite3.Connection:
        try:
            with self.path.open("rb") as stream:
                head = stream.read(16)
        except OSError as exc:
            raise InputError(str(self.path), f"cannot be read: {exc.strerror or exc}.") from exc
        if head != _MAGIC:
            raise self._foreign()
        address = f"file:{quote(str(self.path.resolve()))}?mode=ro&immutable=1"
        db = sqlite3.connect(address, uri=True, check_same_thread=False)
        db.execute("PRAGMA trusted_schema = OFF")  # a file that somebody else made runs nothing here
        return db

    def _foreign(self) -> InputError:
        return InputError(
            str(self.path),
            "is no overlay of Dateline's, or a damaged one.",
            f"Take it away (dateline place remove {self.name}) and add its file again.",
        )

    def _about(self) -> dict[str, Any]:
        with self._reading():
            made = self._db.execute("PRAGMA application_id").fetchone()[0]
            version = self._db.execute("PRAGMA user_version").fetchone()[0]
            if made != APPLICATION:
                raise self._foreign()
            if version != FORMAT:
                raise self._aged()
            if schema() != {sql for (sql,) in self._db.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL")}:
                raise self._foreign()  # a view in a table's place may never come to an end
            row = self._db.execute("SELECT told FROM about").fetchone()
            try:
                about = json.loads(row[0]) if row else None
            except ValueError as exc:
                raise self._foreign() from exc
        if not isinstance(about, dict) or not _is_told(about):
            raise self._foreign()
        if about.get("folding") != folding_mark():
            raise self._aged()
        return about

    def _aged(self) -> InputError:
        return InputError(
            str(self.path), "is an overlay made by another version of Dateline.", "Add its file again with --replace."
        )

    @contextmanager
    def _reading(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, UnicodeDecodeError) as exc:
            raise self._foreign() from exc

    def exact(self, key: str) -> list[Candidate]:
        """Places that bear the folded name."""
        return self._found(f"{_BY_NAME} key = ? {_ORDER}", (key,), "exact")

    def beginning(self, key: str) -> list[Candidate]:
        """Places of which a folded name begins so, the best known first; none for less than three letters."""
        if len(key) < LEAST_TYPED:
            return []
        return self._found(f"{_BY_NAME} key >= ? AND key < ? {_ORDER}", (key, key + "\U0010ffff"), "beginning")

    def by_bare(self, key: str) -> list[Candidate]:
        """Places whose name, folded and without Arabic articles, is this one."""
        with_article = self._found(f"{_BY_NAME} bare = ? {_ORDER}", (key,), "bare")
        return _once([*(replace(c, match="bare") for c in self.exact(key)), *with_article])

    def by_core(self, key: str, country: str | None = None) -> list[Candidate]:
        """Places, of one country where it is named, of which a name is this one but for words that say what kind of
        thing it is ("Tanf" for "Tanf checkpoint"), and those that bear it as it is."""
        whole = [replace(c, match="core") for c in self.exact(key) if country in {None, c.country}]
        where = "core = ?" if country is None else "name.country = ? AND core = ?"
        values = (key,) if country is None else (country, key)
        return _once([*whole, *self._found(f"{_BY_NAME} {where} {_ORDER}", values, "core")])

    def spellings(self, country: str, bones: str) -> list[tuple[str, Candidate]]:
        """Places of a country with the same consonants, each with the folded name that has them: it may bear others."""
        found: list[tuple[str, Candidate]] = []
        for key, *row in self._rows(
            f"SELECT key, {_COLUMNS} {_BY_NAME} name.country = ? AND bones = ? ORDER BY place.id, key LIMIT {MOST}",
            (country, bones),
        ):
            found.append((key, self._checked(tuple(row), "skeleton")))
        return found

    def in_country(self, code: str) -> list[Candidate]:
        """Every place of a country, in the order of the file."""
        return self._found("FROM place WHERE country = ? ORDER BY id", (code,), "exact")

    def points_in(self, country: str | None, admin1: str, most: int) -> list[tuple[float, float]]:
        """The first places that the file says lie in a division."""
        rows = self._rows(
            "SELECT lat, lon FROM place WHERE country IS ? AND admin1 = ? ORDER BY id LIMIT ?", (country, admin1, most)
        )
        return [(lat, lon) for lat, lon in rows]

    def with_events_near(self, lat: float, lon: float) -> list[Candidate]:
        """Places with events in the grid cell of a point and those around it: all within 5 km, below 25 degrees of
        latitude from the poles, and some farther ones."""
        around = [cell_of(lat, lon, north, east) for north in (-1, 0, 1) for east in (-1, 0, 1)]
        marks = ",".join("?" * len(around))
        return self._found(f"FROM place WHERE events > 0 AND cell IN ({marks}) ORDER BY id", tuple(around), "exact")

    def has(self, key: str) -> bool:
        """Whether a place bears the folded name, with or without the article."""
        sql = "SELECT EXISTS (SELECT 1 FROM name WHERE key = ?) OR EXISTS (SELECT 1 FROM name WHERE bare = ?)"
        return bool(self._rows(sql, (key, key))[0][0])

    def _found(self, rest: str, values: tuple[str | int, ...], match: Match) -> list[Candidate]:
        return [self._checked(row, match) for row in self._rows(f"SELECT {_COLUMNS} {rest}", values)]

    def _rows(self, sql: str, values: tuple[str | int | None, ...]) -> list[tuple[Any, ...]]:
        with self._reading():
            return self._db.execute(sql, values).fetchall()

    def _checked(self, row: tuple[Any, ...], match: Match) -> Candidate:
        try:
            found = self._candidate(row, match)
            if abs(found.lat) <= 90 and abs(found.lon) <= 180 and 0 < found.radius_km <= FARTHEST:
                return found
        except (ValueError, TypeError, IndexError, DatelineError) as exc:
            raise self._foreign() from exc
        raise self._foreign()

    def _candidate(self, row: tuple[Any, ...], match: Match) -> Candidate:
        number, name, kind, lat, lon, gid, cc, a1, pop, radius, source, box, names, a2, feature, events, _ = row
        sides = [float(x) for x in box.split(",")] if box else []
        return Candidate(
            name,
            kind_of_word(kind),
            lat,
            lon,
            gid,
            cc,
            a1,
            pop,
            radius,
            f"{source or self._source} (overlay {self.name})",
            (sides[0], sides[1], sides[2], sides[3]) if sides else None,
            names,
            f"overlay:{self.name}:{number}",
            a2,
            feature,
            events,
            match,
        )

    def close(self) -> None:
        self._db.close()

    def __del__(self) -> None:
        if hasattr(self, "_db"):
            self._db.close()


def _is_told(about: dict[str, Any]) -> bool:
    """Whether an overlay says of itself what every overlay does."""
    texts = all(isinstance(about.get(key), str) for key in _TEXTS)
    return texts and all(isinstance(about.get(key), int) for key in _COUNTS)


def _once(found: list[Candidate]) -> list[Candidate]:
    kept: dict[str, Candidate] = {}
    for c in found:
        kept.setdefault(c.id, c)
    return list(kept.values())
