"""Lists of records: a page as JSON, or all that fits as a sheet or a map layer that is streamed page by page."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any, Final

from pydantic import Field

from dateline.case.store.rows.shapes import AnyRow, Days, Numbers, Part, RowKind, Words
from dateline.case.store.rows.wanted import Wanted
from dateline.case.views.filter import Filter, sieve_of
from dateline.case.views.moments import Moment, moment_of
from dateline.exports.cells import as_csv, joined
from dateline.web.errors import NotFound
from dateline.web.paging import Item, Page
from dateline.web.topics.records.resources import Resource

if TYPE_CHECKING:
    from starlette.datastructures import URL

    from dateline.web.desk import Desk
    from dateline.web.topics.records.asked import Asked

SHOWN: Final = 50
"""Records of a page, unless another number is asked for."""
AT_ONCE: Final = 500
"""Records of a sheet that are read at once."""


class Listing(Page[Item]):
    """Some of a list. It may hold fewer than were asked for, even none, while there is more: a page looks at a bounded
    number of records. Go on as long as `next` is not null."""

    next_url: str | None = Field(None, description="Where the next page is; null where this is the last.")


def listing(desk: Desk, resource: Resource, asked: Asked, url: URL) -> Listing[AnyRow]:
    """A page of a list."""
    wanted = asked.wanted(moment_of(desk.store, asked.as_of).seq)
    found = desk.store.rows(resource.kind, wanted, asked.after, asked.limit or SHOWN)
    further = None
    if found.next is not None:
        next_ = url.include_query_params(after=found.next)
        further = f"{next_.path}?{next_.query}"
    return Listing(items=list(found.rows), next=found.next, next_url=further)


def one(desk: Desk, resource: Resource, id_: str, as_of: str | None = None) -> AnyRow:
    """One record by its id."""
    sieve = sieve_of(Filter(happenings=(id_,)), moment_of(desk.store, as_of).seq)
    found = desk.store.rows(resource.kind, Wanted(sieve, ids=(id_,)), 0, 1)
    if not found.rows:
        raise NotFound(f"{id_[:100]}: there is no such {resource.kind} in this case{' as of then' if as_of else ''}.")
    return found.rows[0]


def _all(desk: Desk, resource: Resource, asked: Asked) -> Iterator[AnyRow]:
    """All that fit from the cursor on, of the state that the case is in now: what is added meanwhile is not in it."""
    moment = moment_of(desk.store, asked.as_of)
    moment = moment if moment.seq is not None else Moment(desk.store.head()[0], None)
    wanted, after, left = asked.wanted(moment.seq), asked.after, asked.limit
    return _streamed(desk, resource.kind, wanted, after, left)


def _streamed(desk: Desk, kind: RowKind, wanted: Wanted, after: int, left: int | None) -> Iterator[AnyRow]:
    while left is None or left > 0:
        found = desk.store.rows(kind, wanted, after, AT_ONCE if left is None else min(left, AT_ONCE))
        yield from found.rows
        if found.next is None:
            return
        after = found.next
        left = None if left is None else left - len(found.rows)


def sheet(desk: Desk, resource: Resource, asked: Asked) -> Iterator[str]:
    """All that fits as CSV, some lines at a time. What fails is raised before the first of them."""
    rows = _all(desk, resource, asked)
    return _lines(resource, rows)


def _lines(resource: Resource, rows: Iterator[AnyRow]) -> Iterator[str]:
    stream = io.StringIO()
    write = csv.writer(stream, lineterminator="\r\n")
    write.writerow(columns(resource))
    for row in rows:
        write.writerow([cell for field in fields(row) for cell in _cells(field.name, getattr(row, field.name))])
        if stream.tell() > 1 << 16:
            yield stream.getvalue()
            stream.seek(0)
            stream.truncate()
    yield stream.getvalue()


_SPREAD: Final[dict[str, tuple[str, ...]]] = {
    "when": tuple(f.name for f in fields(Days)),
    "deaths": tuple(f.name for f in fields(Numbers)),
}
"""Fields that take several columns."""


def columns(resource: Resource) -> list[str]:
    """What the columns of a sheet are called."""
    found: list[str] = []
    for field in fields(resource.row):
        found += [f"{field.name}_{part}" for part in _SPREAD[field.name]] if field.name in _SPREAD else [field.name]
    return found


def _cells(name: str, value: Any) -> list[Any]:
    """The cells of a field; several values stand in one, with bars between."""
    if name in _SPREAD:
        return [_cell(getattr(value, part, None)) for part in _SPREAD[name]]
    return [as_csv(joined(map(_told, value)))] if isinstance(value, tuple) else [_cell(value)]


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return as_csv(value) if isinstance(value, str) else value


def _told(value: Part | Words | str) -> str:
    if isinstance(value, Part):
        return f"{value.role}: {value.name}"
    return f"{value.start}-{value.end}: {value.quote}" if isinstance(value, Words) else value


def map_layer(desk: Desk, resource: Resource, asked: Asked) -> Iterator[str]:
    """All that fits and has a point, as GeoJSON (RFC 7946)."""
    rows = _all(desk, resource, asked)
    return _features(rows)


def _features(rows: Iterator[AnyRow]) -> Iterator[str]:
    yield '{"type":"FeatureCollection","features":['
    first = True
    for row in rows:
        told = asdict(row)
        lat, lon = told.pop("lat"), told.pop("lon")
        if lat is None or lon is None:
            continue
        made = {"type": "Feature", "id": told["id"], "geometry": {"type": "Point", "coordinates": [lon, lat]},
                "properties": told}  # fmt: skip
        yield ("\n" if first else ",\n") + json.dumps(made, ensure_ascii=False)
        first = False
    yield "\n]}\n"
