"""PLOVER: one JSON object a line, with the fields of the manual (chapter Data Fields) and one of our own.

The manual leaves further fields to whoever writes PLOVER. `dateline` is ours: what its fields have no place for.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from dateline import __version__
from dateline.codebook import plover
from dateline.exports.coded import CodedEvent, Located
from dateline.exports.format import Format, Mapped, Told
from dateline.exports.formats.plover_all import told_deeds
from dateline.exports.formats.plover_deeds import DOUBTED, ROUNDED, Deed, Source
from dateline.exports.formats.plover_entities import Entity, code_of_country, name_of_country
from dateline.exports.formats.plover_stories import Stories, stories_beside
from dateline.exports.losses import Losses
from dateline.exports.mapping import mapping_of
from dateline.exports.material import Material
from dateline.exports.precisions import date_prec
from dateline.model.situation import Number

CODEBOOK: Final = "plover-2.0-draft"
CODER: Final = f"dateline {__version__}"
_HIDDEN: Final = re.compile(
    "[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)

FIELDS: Final = (
    "id", "date", "enddate", "actor", "recipient", "event", "event_loc", "event_text", "quad_code", "event_scale",
    "mode", "context", "text", "text_info", "cite_info", "coder", "comment", "size", "dateline",
)  # fmt: skip
"""In the order in which they are written."""


def write(material: Material, path: Path, losses: Losses, told: Told) -> int:
    """Write the sayings report by report, then the events, one a line."""
    n = 0
    with path.open("w", encoding="utf-8", newline="\n") as stream, stories_beside(path) as stories:
        for n, record in enumerate(records(material, stories, losses), 1):
            stream.write(line_of(record))
            told(n)
    return n


def line_of(record: dict[str, Any]) -> str:
    """The record as one line. Signs that hide, turn the reading direction or end lines elsewhere are written as
    escapes: what is read back is the same, and nothing acts on whoever looks into the file."""
    line = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    return _HIDDEN.sub(lambda m: f"\\u{ord(m[0]):04x}" if ord(m[0]) < 0x10000 else json.dumps(m[0])[1:-1], line) + "\n"


def records(material: Material, stories: Stories, losses: Losses) -> Iterator[dict[str, Any]]:
    """The records of the material."""
    for deed, story in told_deeds(material, stories, losses):
        yield record_of(deed, story.text if story else None, losses)


def record_of(deed: Deed, text: str | None, losses: Losses) -> dict[str, Any]:
    """The record of a deed; `text` is that of the report. Fields that hold nothing are left out."""
    event, source = deed.event, deed.source
    record = {
        "id": deed.id,
        "date": deed.date,
        "enddate": deed.enddate,
        "actor": [_entity(e) for e in deed.actors],
        "recipient": [_entity(e) for e in deed.recipients],
        "event": [deed.type],
        "event_loc": _location(deed.where),
        "event_text": list(deed.words),
        "quad_code": plover.quads()[deed.type],
        "event_scale": plover.score_of(deed.type, deed.mode),
        "mode": [deed.mode] if deed.mode else None,
        "context": list(deed.contexts),
        "text": text[source.start : source.end] if text is not None and source else None,
        "text_info": {"start": source.start, "end": source.end} if source else None,
        "cite_info": _citation(source) if source else None,
        "coder": CODER,
        "comment": "; ".join(_comments(deed)),
        "size": _size(event, losses) if event else None,
        "dateline": _own(deed),
    }
    if event and event.status == "alleged":
        losses.changed(event.id, "status", event.status, DOUBTED)
    return {name: value for name, value in record.items() if value is not None and value not in ("", [], {})}


def _entity(entity: Entity) -> dict[str, Any]:
    return _filled(
        code=entity.code,
        sector="".join(entity.sectors[:2]) or None,
        entity_text=entity.text,
        identifier_text=entity.key,
        office=entity.title,
    )


def _location(where: Located | None) -> dict[str, Any] | None:
    if where is None:
        return None
    kind = plover.places().get(where.kind)
    return _filled(
        extracted_place=where.words,
        resolved_place=where.name,
        geonameid=where.geonames_id,
        lat=where.lat,
        lon=where.lon,
        city=where.name if where.kind in {"city", "village"} else None,
        district=where.name if where.kind == "district" else None,
        province=where.admin1,
        country=name_of_country(where.country),
        country_code=code_of_country(where.country),
        feature_class=kind.feature_class if kind else None,
        feature_code=kind.feature_code if kind else None,
        resolution=plover.resolution_of(where.kind, where.where_prec),
    )


def _citation(source: Source) -> dict[str, Any]:
    return _filled(
        citation=source.report, url=source.url, title=source.title, language=source.language,
        publication=source.outlet, coder=CODER, codebook=CODEBOOK,
    )  # fmt: skip


def _comments(deed: Deed) -> Iterator[str]:
    """What the report says in words where PLOVER has a code or a number."""
    event = deed.event
    if event is None:
        return
    if event.status == "alleged":
        yield "alleged"
    if event.when and event.when.words:
        yield f"when: “{event.when.words}”"
    for what, shown in (("killed", event.deaths_shown), ("injured", event.injured_shown)):
        if shown:
            yield f"{what}: {shown}"
    if event.disputed:
        yield f"voices differ on: {', '.join(event.disputed)}"


def _size(event: CodedEvent, losses: Losses) -> dict[str, Any]:
    """One number each: the best, else the lowest, else the highest that is told."""
    size = {}
    for name, number, shown in (
        ("dead", event.deaths, event.deaths_shown), ("injured", event.injured, event.injured_shown),
    ):  # fmt: skip
        told = _told(number)
        if told is None:
            continue
        size[name] = told
        if number and not number.low == number.best == number.high:
            losses.changed(event.id, f"size.{name}", shown or "", ROUNDED)
    return size


def _told(number: Number | None) -> int | float | None:
    found = next((n for n in (number.best, number.low, number.high) if n is not None), None) if number else None
    return int(found) if found is not None and found == int(found) else found


def _own(deed: Deed) -> dict[str, Any]:
    """What PLOVER's fields have no place for."""
    event = deed.event
    if event is None:
        return _filled(saying=True, stance=deed.stance)
    when, where = event.when, event.where
    return _filled(
        type=event.plover if event.plover != deed.type else None,
        status=event.status,
        when=_filled(start=when.start, end=when.end, precision=when.precision, basis=when.basis) if when else None,
        date_prec=date_prec(when),
        where=_filled(where_prec=where.where_prec, radius_km=where.radius_km, basis=where.basis) if where else None,
        associate=[_entity(e) for e in deed.associates],
        dead=_number(event.deaths),
        injured=_number(event.injured),
        targets=list(event.targets),
        means=list(event.means),
        outcome=event.outcome,
        acled=event.acled,
        ucdp=event.ucdp,
        disputed=list(event.disputed),
        voices=[
            _filled(
                report=c.report, claim=c.claim, source=c.source, kind=c.source_kind, via=list(c.via), stance=c.stance,
                said=c.said, start=c.start, end=c.end,
            )
            for c in event.cited
        ],
    )  # fmt: skip


def _number(number: Number | None) -> dict[str, Any] | None:
    return _filled(low=number.low, best=number.best, high=number.high, hedge=number.hedge) if number else None


def _filled(**values: Any) -> dict[str, Any]:
    """Without what holds nothing."""
    return {name: value for name, value in values.items() if value is not None and value not in ("", [], {})}


def mapping() -> tuple[Mapped, ...]:
    return mapping_of("plover", FIELDS)


FORMAT: Final = Format(
    name="plover",
    title="PLOVER JSON lines",
    suffix=".jsonl",
    media_type="application/jsonl",
    standard="PLOVER 2.0 draft (https://github.com/openeventdata/PLOVER)",
    summary="one event or act of speech a line, with offsets, auxiliary modes and scores",
    write=write,
    mapping=mapping,
    holds=frozenset({"events"}),
)
