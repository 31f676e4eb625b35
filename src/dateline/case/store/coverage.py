"""Which outlets were heard when: reports by outlet and day of publication, by language, and the countries they tell
of."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine, func, select

from dateline.case.store import schema as s


@dataclass(frozen=True, slots=True)
class Coverage:
    """Counts of reports. Days are counted from 1970-01-01; None is no day."""

    days: tuple[tuple[str | None, int | None, int], ...]
    """(outlet, day of publication, reports)"""
    languages: tuple[tuple[str | None, int], ...]
    countries: tuple[tuple[str | None, int, int], ...]
    """(ISO code, events, reports), most events first; None is an event whose country is not known."""


def coverage(engine: Engine) -> Coverage:
    """Counts over the whole case. Readings that were superseded are left out by their few numbers: asked of each
    event's own reading, a large case would be gone through dossier by dossier."""
    there = s.REPORT.c.text_sha256 != ""  # an erased one is not
    by_day = select(s.REPORT.c.outlet, s.REPORT.c.published, func.count()).where(there)
    by_language = select(s.REPORT.c.language, func.count()).where(there).group_by(s.REPORT.c.language)
    superseded = select(s.READING.c.n).where(s.READING.c.until.is_not(None))
    by_country = (
        select(s.EVENT.c.country, func.count(), func.count(s.EVENT.c.reading.distinct()))
        .where(s.EVENT.c.reading.not_in(superseded))
        .group_by(s.EVENT.c.country)
    )
    with engine.connect() as c:
        days = c.execute(by_day.group_by(s.REPORT.c.outlet, s.REPORT.c.published)).tuples().all()
        languages = c.execute(by_language).tuples().all()
        countries = c.execute(by_country).tuples().all()
    return Coverage(
        tuple((o, d, int(n)) for o, d, n in days),
        tuple(sorted(((lang, int(n)) for lang, n in languages), key=lambda r: (-r[1], r[0] or ""))),
        tuple(sorted(((code, int(e), int(r)) for code, e, r in countries), key=lambda r: (-r[1], r[0] or ""))),
    )
