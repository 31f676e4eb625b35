"""What the map, the calendar and arithmetic say of a report: findings, in text order."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.gazetteer.protocol import Gazetteer
from dateline.model.document import Document
from dateline.model.layers import Counted, Timex
from dateline.model.parse import Parse
from dateline.model.records import Finding
from dateline.resolve.placetable import PlaceTable


def run_checks(
    document: Document, parse: Parse, places: PlaceTable, timexes: Sequence[Timex], counted: Sequence[Counted], gazetteer: Gazetteer
) -> tuple[Finding, ...]:
    """All findings of one report."""
    from dateline.checks.arithmetic import check_arithmetic
    from dateline.checks.calendar import check_calendar
    from dateline.checks.numbers import check_numbers

    del places, gazetteer
    found = [*check_calendar(document, timexes, parse), *check_arithmetic(document, parse, counted), *check_numbers(document, counted)]
    return tuple(sorted({f.id: f for f in found}.values(), key=lambda f: (f.evidence[0].start, f.check, f.id)))
