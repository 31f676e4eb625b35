"""Rows -> the sections of the packed file."""

from __future__ import annotations

import struct
import zlib
from array import array
from collections import defaultdict
from typing import Any

import marisa_trie
import shapely

from dateline.gazetteer.artifact import MANY, NONE, RECORD, THIN
from dateline.gazetteer.folding import bare, core_of, fold, skeleton
from dateline.model.vocabulary import PLACE_KINDS
from scripts.gazetteer.areas import core
from scripts.gazetteer.row import Row

MOST = 250
"""Places kept of one name, the largest first."""
RANK = {"country": 0, "province": 1, "region": 1}


class Packer:
    """Collects the tables that the records point into."""

    def __init__(self, rows: list[Row], thin: dict[str, int]) -> None:
        self.rows = rows
        self.thin = thin
        self.countries = sorted({r.country for r in rows})
        self.features = sorted({r.feature for r in rows})
        self.origins = sorted({r.origin for r in rows})
        self.kinds = list(PLACE_KINDS)
        self.first = [r for r in rows if r.kind == "province" and r.typed]
        self.second = [r for r in rows if r.kind == "district" and r.typed]
        self._first = {id(r): n for n, r in enumerate(self.first)}
        self._second = {id(r): n for n, r in enumerate(self.second)}
        self.shapes: list[bytes] = []
        self.boxes: list[float] = []

    def sections(self, about: dict[str, Any]) -> dict[str, bytes]:
        for n, r in enumerate(self.rows):
            r.at = n
        trie, values, lists = self._index()
        places, strings = self._records()
        spots, at = [0], 0
        for s in self.shapes:
            at += len(s)
            spots.append(at)
        about |= {
            "places": len(self.rows),
            "names": len(values),
            "shapes": len(self.shapes),
            "tables": {
                "countries": self.countries,
                "features": self.features,
                "origins": self.origins,
                "kinds": self.kinds,
                "first": [r.at for r in self.first],
                "second": [r.at for r in self.second],
            },
        }
        import json

        return {
            "about": json.dumps(about, ensure_ascii=False, sort_keys=True).encode(),
            "values": values.tobytes(),
            "lists": lists.tobytes(),
            "places": places,
            "strings": strings,
            "spots": struct.pack(f"<{len(spots)}I", *spots),
            "boxes": struct.pack(f"<{len(self.boxes)}f", *self.boxes),
            "shapes": b"".join(self.shapes),
            "trie": trie.tobytes(),
        }

    def _records(self) -> tuple[bytes, bytes]:
        out, strings, at = [], [], 0
        for r in self.rows:
            name = r.name.encode()[:255]
            while True:
                try:
                    name.decode()
                    break
                except UnicodeDecodeError:
                    name = name[:-1]
            out.append(
                RECORD.pack(
                    at,
                    r.number,
                    round(r.lat * 1e5),
                    round(r.lon * 1e5),
                    r.population,
                    self._first.get(id(r.parent), NONE),
                    self._second.get(id(r.district), NONE),
                    self._shape(r),
                    min(65535, max(1, round(r.radius * 10))),
                    len(name),
                    min(255, sum(k[0] not in "=#~^" for k in r.keys)),
                    self.features.index(r.feature),
                    self.countries.index(r.country),
                    self.kinds.index(r.kind),
                    self.origins.index(r.origin),
                )
            )
            strings.append(name)
            at += len(name)
        return b"".join(out), b"".join(strings)

    def _shape(self, r: Row) -> int:
        if r.shape is None:
            return NONE
        rounded = shapely.transform(r.shape, lambda points: points.round(3))
        if not rounded.is_valid:
            rounded = r.shape
        west, south, east, north = rounded.bounds
        self.boxes += [south, west, north, east]
        self.shapes.append(zlib.compress(shapely.to_wkb(rounded, byte_order=1), 9))
        return len(self.shapes) - 1

    def _index(self) -> tuple[marisa_trie.Trie, array[int], array[int]]:
        index: dict[str, list[Row]] = defaultdict(list)
        for r in self.rows:
            r.keys = keys_of(r, respell=not self._slight(r))
            for k in r.keys:
                index[k].append(r)
        trie = marisa_trie.Trie(sorted(index))
        values, lists = array("I", bytes(4 * len(index))), array("I")
        for key, rows in index.items():
            rows.sort(key=lambda r: (RANK.get(r.kind, 2), -r.population, r.at))
            slight = THIN if all(self._slight(r) for r in rows) else 0
            if len(rows) == 1:
                values[trie[key]] = rows[0].at | slight
            else:
                values[trie[key]] = MANY | len(lists) | slight
                lists.append(min(len(rows), MOST))
                lists.extend(r.at for r in rows[:MOST])
        return trie, values, lists

    def _slight(self, r: Row) -> bool:
        """A place too small, in a country with many such, to make a word a place's name."""
        return r.origin == "geonames" and not r.typed and not r.seat and 0 <= r.population < self.thin.get(r.country, 0)


def keys_of(r: Row, *, respell: bool) -> list[str]:
    """Folded names; "=" and the name without Arabic articles; "#CC:" and it without words of kind; "~CC:" and its
    consonants, ":", the name; "^" and a capital's country. Without `respell`, it is found by its names alone."""
    plain = {fold(n) for n in [r.name, *r.names]} | ({core(n) for n in r.names} if r.typed else set())
    plain = {k for k in plain if len(k) >= 2}
    keys = set(plain)
    keys |= {"=" + bare(k) for k in plain if bare(k) != k}
    if r.seat:
        keys.add("^" + r.country)
    if r.kind != "country" and respell:
        keys |= {f"#{r.country}:{c}" for k in plain if (c := core_of(k)) != k and len(c) >= 3}
        keys |= {f"~{r.country}:{skeleton(k)}:{k}" for k in plain if k.isascii() and len(skeleton(k)) >= 2}
    return sorted(keys)
