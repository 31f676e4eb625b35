"""What a person decides of a happening by hand: forms as judgements."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from dateline.case.linking import undo
from dateline.case.review.slots import slot_kind
from dateline.case.review.values import fault_of
from dateline.case.store.judging import once_of
from dateline.errors import SettingsError
from dateline.model.judgement import Judgement, Verb
from dateline.web.topics.event.answer import DECIDED, Deep

if TYPE_CHECKING:
    from dateline.web.desk import Desk

WHETHER: Final[Mapping[str, Verb]] = {
    "include": "include", "exclude": "exclude", "accept": "accept", "reject": "reject", "note": "note",
}  # fmt: skip
LONGEST: Final = 2000
UNTOLD: Final = frozenset({"seen", "csrf", "once"})
"""Fields that say nothing of what is decided."""


def keep(desk: Desk, found: Deep, form: Mapping[str, str], who: str) -> Judgement:
    """Keep what a form says. Raises `ConflictError` where somebody decided on it after the page was opened, and
    `SettingsError` for a value that its slot cannot have."""
    verb, id_ = form.get("verb", ""), found.happening.id
    reason = form.get("reason", "").strip()[:LONGEST] or None
    if verb == "value":
        slot = form.get("slot", "")
        before = found.happening.slot(slot).shown
        made = Judgement(
            "value", "happening", (id_,), who, slot=slot, value=value_of(slot, form), before=before, reason=reason
        )
    elif verb == "note":
        words = form.get("words", "").strip()[:LONGEST]
        if not words:
            raise SettingsError("A note needs words.")
        made = Judgement("note", "happening", (id_,), who, value=words)
    elif verb in WHETHER:
        made = Judgement(WHETHER[verb], "happening", (id_,), who, reason=reason)
    else:
        raise SettingsError(f"{verb[:40] or 'Nothing'}: no such decision.")
    seen = dict.fromkeys(found.records, _number(form.get("seen", "")))
    key = form.get("once")
    once = once_of(key, who, id_, {name: told for name, told in form.items() if name not in UNTOLD}) if key else None
    return desk.store.judge([made], seen=seen, once=once)[0]


def take_back(desk: Desk, found: Deep, judgement: str, who: str, once: str | None) -> Judgement:
    """Undo one of the decisions on it."""
    if not any(j.id == judgement and j.verb in DECIDED for j in found.decisions):
        raise SettingsError(f"{judgement[:40]} is no decision on this that can be taken back.")
    return undo(desk.store, judgement, who, once=once_of(once, who, "undo", judgement) if once else None)


def value_of(slot: str, form: Mapping[str, str]) -> Any:
    """A form's fields as the slot's value; None where they say nothing."""
    if slot == "title":
        title = form.get("text", "").strip()
        if not title or len(title) > LONGEST:
            raise SettingsError("A title needs words.")
        return title
    kind = slot_kind("event", slot)
    if kind is None or kind.name == "evidence":
        raise SettingsError(f"slot {slot[:40]!r} is none of a happening's.")
    value = _READERS.get(kind.widget, _text)(form)
    if kind.choices and value is not None:
        value = next((c.value for c in kind.choices if str(c.value) == value), value)
    if (wrong := fault_of(kind, value)) is not None:
        raise SettingsError(wrong)
    return value


def _text(form: Mapping[str, str]) -> Any:
    return form.get("text", "").strip() or None


def _date(form: Mapping[str, str]) -> Any:
    start, end = (form.get(part, "").strip() or None for part in ("start", "end"))
    if start is None and end is None:
        return None
    return {"start": start, "end": end, "precision": "day" if start == end else "range"}


def _numbers(form: Mapping[str, str]) -> Any:
    found = {part: _figure(part, form.get(part, "")) for part in ("low", "best", "high")}
    return found if any(v is not None for v in found.values()) else None


def _figure(name: str, told: str) -> float | int | None:
    told = told.strip()
    if not told:
        return None
    try:
        number = float(told)
    except ValueError as exc:
        raise SettingsError(f"{name}: {told[:40]!r} is no number.") from exc
    return int(number) if number.is_integer() else number


def _place(form: Mapping[str, str]) -> Any:
    name = form.get("name", "").strip()
    if not name:
        return None
    prec = form.get("where_prec", "").strip()
    return {
        "name": name, "lat": _figure("latitude", form.get("lat", "")), "lon": _figure("longitude", form.get("lon", "")),
        "country": form.get("country", "").strip().upper() or None, "admin1": None,
        "where_prec": int(prec) if prec.isdigit() and len(prec) == 1 else None,
    }  # fmt: skip


def _actors(form: Mapping[str, str]) -> Any:
    return [n.strip() for n in form.get("text", "").split(";") if n.strip()] or None


_READERS: Final = {"date": _date, "number": _numbers, "place": _place, "actors": _actors}


def _number(told: str) -> int:
    """What a form says that was seen; nothing where it says nothing."""
    return int(told) if told.isdigit() and len(told) < 19 else 0
