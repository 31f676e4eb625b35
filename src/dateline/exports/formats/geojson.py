"""GeoJSON (RFC 7946): one feature an event and one a statement of control, written one by one.

A point never stands without how exact it is: `precision_m`, `where_prec`, `geo_precision`. What has no point has a null
geometry. `geojson-areas` draws the uncertainty too, as areas behind each point. The box of all points comes last, when
all are known: the members of a JSON object have no order.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Final, TextIO

from dateline.exports.cells import number, visible
from dateline.exports.features import Feature, feature, uncertainty
from dateline.exports.flat import columns, control
from dateline.exports.flat.kinds import Column, Value
from dateline.exports.flat.placing import placed
from dateline.exports.format import Format, Mapped, Told
from dateline.exports.geometry import Box, Point
from dateline.exports.losses import Losses
from dateline.exports.mapping import mapping_named, mapping_of
from dateline.exports.material import Material

ALWAYS: Final = frozenset(
    {"title", "status", "start", "end", "date_precision", "place", "where_prec", "geo_precision", "claim_ids"}
)
"""Properties that every feature has, null where nothing is told; others are left out then."""
OWN: Final = ("geometry", "bbox", "kind", "precision_m")
"""What a feature says besides the columns."""
_BLOCK: Final = 1 << 16


def write(material: Material, path: Path, losses: Losses, told: Told) -> int:
    """Write the points."""
    return _write(material, path, losses, told, areas=False)


def write_areas(material: Material, path: Path, losses: Losses, told: Told) -> int:
    """Write the points, and behind each the area in which it lies."""
    return _write(material, path, losses, told, areas=True)


def _write(material: Material, path: Path, losses: Losses, told: Told, *, areas: bool) -> int:
    encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"), check_circular=False).encode
    box = Box()
    n = 0
    with path.open("w", _BLOCK, encoding="utf-8", newline="") as stream:
        stream.write('{"type":"FeatureCollection","dateline":' + encode(_about(material)) + ',"features":[')
        for n, made in enumerate(features(material, losses, box), 1):
            stream.write(",\n" if n > 1 else "\n")
            stream.write(encode(made))
            if areas and (area := uncertainty(made)) is not None:
                stream.write(",\n" + encode(area))
            told(n)
        _close(stream, box, encode)
    return n


def _about(material: Material) -> dict[str, str]:
    return {"kind": material.kind, "name": visible(material.name)}


def _close(stream: TextIO, box: Box, encode: Callable[[Any], str]) -> None:
    bbox = box.bbox
    stream.write("\n]" + (',"bbox":' + encode(bbox) if bbox else "") + "}\n")


def features(material: Material, losses: Losses, box: Box) -> Iterator[Feature]:
    """The features of events, then those of statements of control."""
    for event in material.events():
        columns.tell(event, losses)
        told = properties("event", columns.COLUMNS, columns.row(event))
        yield _feature(told, placed(event.id, event.where, losses), box)
    for n, held in enumerate(material.held(), 1):
        told = properties("control", control.COLUMNS, control.row(held, n))
        yield _feature(told, placed(told["id"], held.place, losses), box)


def _feature(told: dict[str, Any], point: Point | None, box: Box) -> Feature:
    if point is not None:
        box.add(*point)
    return feature(told.pop("id"), point, told)


def properties(kind: str, named: Iterable[Column], values: Iterable[Value]) -> dict[str, Any]:
    """The values by column, without those that say nothing."""
    made: dict[str, Any] = {"kind": kind}
    for column, value in zip(named, values, strict=True):
        if value is None or value == ():
            if column.name in ALWAYS:
                made[column.name] = [] if column.kind == "texts" else None
        elif column.kind in {"text", "day"}:
            made[column.name] = visible(value)  # type: ignore[arg-type] # its kind says so
        else:
            made[column.name] = value if column.kind in {"whole", "yes", "wholes"} else _plain(value)
    radius = made.get("radius_km")
    made["precision_m"] = number(radius * 1000) if radius is not None else None
    return made


def _plain(value: Value) -> Any:
    """A number with the digits that it has; texts without hidden signs."""
    if isinstance(value, tuple):
        return [_plain(v) for v in value]
    return visible(value) if isinstance(value, str) else number(value)


def mapping() -> tuple[Mapped, ...]:
    """What a feature of an event says, then what one of control says."""
    return (
        *mapping_of("geojson", OWN), *columns.mapping(),
        *(Mapped(f"control: {m.column}", m.holds, m.rule, m.source) for m in mapping_named("control")),
    )  # fmt: skip


FORMAT: Final = Format(
    name="geojson",
    title="GeoJSON of events and control",
    suffix=".geojson",
    media_type="application/geo+json",
    standard="RFC 7946 (https://www.rfc-editor.org/rfc/rfc7946)",
    summary="one feature an event and one a statement of who holds a place: for QGIS, R sf, web maps",
    write=write,
    mapping=mapping,
    holds=frozenset({"events", "control"}),
)
AREAS: Final = Format(
    name="geojson-areas",
    title="GeoJSON of events and control, with areas of uncertainty",
    suffix=".geojson",
    media_type="application/geo+json",
    standard="RFC 7946 (https://www.rfc-editor.org/rfc/rfc7946)",
    summary="the same, and for each point the area in which it lies",
    write=write_areas,
    mapping=mapping,
    holds=frozenset({"events", "control"}),
)
