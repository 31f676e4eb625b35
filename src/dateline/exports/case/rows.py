"""A situation as rows: one happening a row, each value beside its quotes and sources; every voice, the whole ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from dateline import __version__
from dateline.codebook.tables import acled_types
from dateline.exports.about import Told
from dateline.exports.case.about import Source, about_rows
from dateline.exports.cells import Cell
from dateline.exports.columns import sheets
from dateline.exports.sheet import cells_of, choice_rows, column_rows
from dateline.exports.view import Row
from dateline.model.situation import Happening, Held, LedgerEntry, ReportLine, Said, Side, Situation, Slot

LAYOUT: Final = "case_"
"""Which of the sheets' tables tell the columns."""
ROLES: Final = ("actor", "recipient", "side_a", "side_b")
HARMS: Final = ("deaths", "injured")


def stream(situation: Situation, source: Source) -> Iterator[tuple[str, tuple[Cell, ...]]]:
    """Rows with the name of their sheet, in the order of the workbook."""
    told, layout = Told(), sheets(LAYOUT)
    made: tuple[tuple[str, Iterable[Row]], ...] = (
        ("events", happening_rows(situation)),
        ("voices", voice_rows(situation)),
        ("ledger", map(_entry, situation.ledger)),
        ("reports", map(_report, situation.reports)),
        ("control", _control_rows(situation.held)),
        ("columns", column_rows(layout)),
        ("choices", choice_rows()),
    )
    for name, rows in made:
        yield from ((name, cells_of(layout[name], row, told)) for row in rows)
    for row in about_rows(situation, source, __version__, told.cut):
        yield "about", cells_of(layout["about"], row, told)


def happening_rows(situation: Situation) -> Iterator[Row]:
    """One row a happening."""
    against: dict[str, list[str]] = {}
    for entry in situation.ledger:
        if entry.kind == "contradiction":
            against.setdefault(entry.about, []).append(entry.message)
    for h in situation.happenings:
        yield happening_row(h) | {"against": against.get(h.id, [])}


def happening_row(h: Happening) -> Row:
    """The values of a happening by column; what is told of it elsewhere (`against`) stays empty."""
    pair = acled_types().get(h.acled or "")
    row: Row = {
        "happening_id": h.id,
        "title": h.title,
        "status": h.status,
        **_told("status", h.slot("status")),
        "plover": h.plover,
        "acled_event_type": pair.event_type if pair else h.acled,
        "acled_sub_event_type": pair.sub_event_type if pair else None,
        "ucdp_type": h.ucdp,
        "date_start": h.when.start if h.when else None,
        "date_end": h.when.end if h.when else None,
        "date_precision": h.when.precision if h.when else None,
        **_told("date", h.slot("when")),
        **_where(h),
        **_told("place", h.slot("where")),
        "reports": h.reports,
        "voices": h.voices,
        "against": [],
        "included": "yes" if h.included else "no",
        "excluded_by": h.excluded_by,
        "decisions": [f"judgement-{s.decided}: {s.name}" for s in h.slots if s.decided],
        "event_ids": [event for _, event in h.events],
    }
    for role in ROLES:
        row |= _sides(role, [s for s in h.sides if s.role == role], h.slot(role))
    for harm in HARMS:
        row |= _number(harm, h.slot(harm))
    return row | dict.fromkeys(("decision", "note", "same_as", "row_hash"))


def _where(h: Happening) -> Row:
    spot = h.where
    names = ("lat", "lon", "country", "admin1", "where_prec", "radius_km")
    return {"place": spot.name if spot else None} | {n: getattr(spot, n) if spot else None for n in names}


def _sides(role: str, sides: Sequence[Side], slot: Slot) -> Row:
    said = slot.said or tuple(one for side in sides for one in side.said)
    return {role: [s.name for s in sides], **_words(role, said), f"{role}_state": slot.state}


def _number(harm: str, slot: Slot) -> Row:
    n = slot.number
    return {
        f"{harm}_low": n.low if n else None,
        f"{harm}_best": n.best if n else None,
        f"{harm}_high": n.high if n else None,
        f"{harm}_rule": n.rule if n else None,
        f"{harm}_told": [s.value for s in slot.said],
        **_told(harm, slot),
    }


def _told(column: str, slot: Slot) -> Row:
    return _words(column, slot.said) | {f"{column}_state": slot.state}


def _words(column: str, said: Sequence[Said]) -> Row:
    return {f"{column}_quote": [s.quote for s in said], f"{column}_source": [sayer(s) for s in said]}


def sayer(s: Said) -> str:
    """Who says it, where and when: "residents, Example Wire, 2024-03-04"; what is not told is left out."""
    return ", ".join(part for part in (s.source, s.outlet, s.said or s.published) if part)


def voice_rows(situation: Situation) -> Iterator[Row]:
    """One row a voice on a value, happening by happening."""
    number = 0
    for h in situation.happenings:
        for slot in h.slots:
            for s in slot.said:
                number += 1
                yield {
                    "voice_row": number,
                    "happening_id": h.id,
                    "slot": slot.name,
                    "value": s.value,
                    "quote": s.quote,
                    "source": s.source,
                    "source_kind": s.source_kind,
                    "stance": s.stance,
                    "voice": s.voice,
                    "outlet": s.outlet,
                    "published": s.published,
                    "said": s.said,
                    "recorded": s.recorded,
                    "report": s.report,
                    "claim": s.claim,
                    "start": s.start,
                    "end": s.end,
                }


def _entry(entry: LedgerEntry) -> Row:
    return {
        "entry_id": entry.id,
        "kind": entry.kind,
        "reason": entry.reason,
        "happening_id": entry.about,
        "slot": entry.slot,
        "message": entry.message,
        "values": [side.value for side in entry.sides],
        "sources": ["; ".join(map(sayer, side.said)) for side in entry.sides],
        "quotes": [" … ".join(s.quote for s in side.said) for side in entry.sides],
    }


def _report(line: ReportLine) -> Row:
    names = (
        "title", "outlet", "published", "url", "recorded", "recorded_at", "events", "claims", "copy_of", "likeness",
        "appearances",
    )  # fmt: skip
    return {"report_id": line.id} | {name: getattr(line, name) for name in names}


def _control_rows(held: Sequence[Held]) -> Iterator[Row]:
    for number, one in enumerate(held, 1):
        yield {
            "control_row": number,
            "place": one.place.name,
            "lat": one.place.lat,
            "lon": one.place.lon,
            "actor": one.actor,
            "status": one.status,
            "date_start": one.when.start if one.when else None,
            "date_end": one.when.end if one.when else None,
            "quotes": [s.quote for s in one.said],
            "sources": [sayer(s) for s in one.said],
            "against": [f"{side.value}: {'; '.join(map(sayer, side.said))}" for side in one.against],
        }
