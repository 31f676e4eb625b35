"""What is known of a report besides its text: what the user says, and what its page or file says."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from dateline.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Given:
    """What the user says of a report. It wins over whatever the report says of itself.

    `published` is YYYY-MM-DD; `SettingsError` where it is no such date.
    """

    published: str | None = None
    outlet: str | None = None
    title: str | None = None
    url: str | None = None
    byline: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.published is not None:
            iso_date(self.published)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page or file says of its report. `published` is YYYY-MM-DD as written there, `captured` ISO 8601 UTC."""

    title: str | None = None
    byline: tuple[str, ...] = ()
    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None
    captured: str | None = None
    filed: str | None = None
    """Where it was filed, in its words: "BEIRUT, Lebanon, June 2", "Beijing/Moscow"."""


def iso_date(text: str) -> str:
    """The date as YYYY-MM-DD; `SettingsError` where the text is no such date."""
    if not isinstance(text, str):
        raise SettingsError(f"published: {text!r} is not a date written as text. Write it as YYYY-MM-DD.")
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return dt.date.fromisoformat(text).isoformat()
    except ValueError as exc:
        raise SettingsError(f"published: {text!r} is no day of the calendar ({exc}).") from exc
    raise SettingsError(f"published: {text!r} is not a date. Write it as YYYY-MM-DD, for example 2017-05-18.")


_STAMP = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?![\d-])")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T\d|\Z)")
EARLIEST = 1900
"""Years before are no publication dates of reports but defaults of the software that wrote them."""


def day_of(stamp: str | None) -> str | None:
    """The day of a time stamp as it is written ("2024-05-17T23:30:00+03:00" -> "2024-05-17"), or None.

    The day is that of the stamp's own zone: a report is of the day that its readers see.
    """
    text = (stamp or "").strip()[:40]
    found = _STAMP.match(text) or _COMPACT.match(text)
    if found is None:
        return None
    try:
        day = dt.date(*(int(part) for part in found.groups()))
    except ValueError:
        return None
    return day.isoformat() if day.year >= EARLIEST else None
