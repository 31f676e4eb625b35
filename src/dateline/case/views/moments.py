"""Which recorded state of a case is meant: a time, a day, a number of the log, or now."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from dateline.case.store.protocol import Store
from dateline.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Moment:
    """A state of the case. `seq` is None for now, `shown` what views say of it."""

    seq: int | None
    shown: str | None


NOW = Moment(None, None)


def moment_of(store: Store, as_of: str | int | dt.date | None) -> Moment:
    """The state that a person means: "2024-05-01" (to the end of that day, UTC), a time in ISO form, or the number of
    an entry of the log.

    Raises `SettingsError` for what is none of these.
    """
    if as_of is None:
        return NOW
    if isinstance(as_of, dt.datetime):
        return _at(store, as_of)
    text = str(as_of).strip()
    if text.isdigit() and len(text) < 8:
        return _numbered(store, int(text))
    try:
        if len(text) == 10:
            return Moment(store.seq_at(dt.date.fromisoformat(text).isoformat()), text)
        return _at(store, dt.datetime.fromisoformat(text))
    except ValueError as exc:
        raise SettingsError(
            f"as-of {text[:40]!r} is no day (2024-05-01), time (2024-05-01T12:00) or number of the log."
        ) from exc


def head_of(store: Store, moment: Moment) -> str:
    """Hash at the head of the log in that state; "" before the first entry."""
    if moment.seq is None:
        return store.info(counted=False).head
    if moment.seq == 0:
        return ""
    return next(iter(store.log(moment.seq - 1))).hash


def _at(store: Store, when: dt.datetime) -> Moment:
    """A time without a zone is taken for UTC, as the log writes it."""
    known = when.replace(tzinfo=dt.UTC) if when.tzinfo is None else when.astimezone(dt.UTC)
    text = known.isoformat(timespec="microseconds")
    return Moment(store.seq_at(text), text)


def _numbered(store: Store, seq: int) -> Moment:
    last = store.info(counted=False).seq
    if seq > last:
        raise SettingsError(f"as-of {seq}: the log has {last} entries.")
    return Moment(seq, None)
