"""What the map, the calendar and arithmetic say of a report: findings, in text order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.annotate.described import Described
from dateline.gazetteer.protocol import Gazetteer
from dateline.model.document import Document
from dateline.model.layers import Counted, Timex, Toponym
from dateline.model.parse import Parse
from dateline.model.records import Finding, Source
from dateline.resolve.placetable import PlaceTable


@dataclass(frozen=True, slots=True)
class Geography:
    """The places of a report, the words they were read from, and the register they were found in."""

    places: PlaceTable
    toponyms: list[Toponym]
    described: list[Described]
    gazetteer: Gazetteer


def run_checks(
    document: Document,
    parse: Parse,
    where: Geography,
    timexes: Sequence[Timex],
    counted: Sequence[Counted],
    whole: Document | None = None,
    sources: Sequence[Source] = (),
) -> tuple[Finding, ...]:
    """All findings of one report. `document` has the sections that were read, `whole` all of them."""
    from dateline.checks.arithmetic import check_arithmetic
    from dateline.checks.calendar import check_calendar
    from dateline.checks.geometry import check_geometry
    from dateline.checks.language import check_language
    from dateline.checks.numbers import check_numbers
    from dateline.checks.protection import check_protection

    found = [
        *check_geometry(document, parse, where.places, where.toponyms, where.described, where.gazetteer),
        *check_calendar(document, timexes, parse),
        *check_arithmetic(document, parse, counted),
        *check_numbers(document, counted),
        *check_language(whole or document),
        *check_protection(document, parse, sources),
    ]
    return tuple(sorted({f.id: f for f in found}.values(), key=lambda f: (f.evidence[0].start, f.check, f.id)))
