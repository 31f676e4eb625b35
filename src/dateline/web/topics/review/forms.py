"""Forms of pages without script: their fields as decisions, in the shapes that the JSON takes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from starlette.datastructures import FormData

from dateline.case.review.records import Decision
from dateline.errors import SettingsError
from dateline.model.judgement import Words as Quote
from dateline.web.topics.review.answer import RecordNow, Review, SlotNow, Words


def decision_of(form: FormData, shown: Review) -> list[Decision]:
    """What a form wants kept: a verdict, an undo, a comment; or values, those that differ from what stands there."""
    verb, about = _text(form, "verb"), _text(form, "about")
    if verb in {"accept", "unsure"}:
        return [Decision("accept" if verb == "accept" else "unsure", about)]
    if verb == "reject":
        words = _text(form, "words")
        return [Decision("reject", about, reason=": ".join(filter(None, [_text(form, "reason"), words])))]
    if verb == "undo":
        return [Decision("undo", _text(form, "decision"))]
    if verb == "note":
        return [Decision("note", about or shown.report, value=_text(form, "words"))]
    if verb == "done":
        return [Decision("done", shown.report)]
    if verb == "nothing":
        return nothing(shown)
    if verb == "value":
        return _values(form, shown, about)
    if verb == "add":
        return [_added(form, shown)]
    raise SettingsError(f"{verb or 'Nothing'}: no such decision.")


def nothing(shown: Review) -> list[Decision]:
    """That a report has nothing to keep: what nobody decided on is rejected, and the report is done."""
    left = [Decision("reject", r.id, reason="not an event") for r in shown.records if r.state in {"open", "unsure"}]
    return [*left, Decision("done", shown.report)]


def _values(form: FormData, shown: Review, about: str) -> list[Decision]:
    record = next((r for r in shown.records if r.id == about), None)
    if record is None:
        raise SettingsError(f"{about} is no record of this report.")
    made = [
        Decision("value", about, slot.name, value, quotes(slot.evidence or record.evidence))
        for slot in record.slots
        if slot.name != "evidence" and f"{slot.name}.there" in form
        for value in [value_of(form, slot)]
        if not same(value, slot.value)
    ]
    if not made:
        raise SettingsError("Nothing was changed.")
    return made


def _added(form: FormData, shown: Review) -> Decision:
    """A record that a person found, in words that the form's address named."""
    start, _, end = _text(form, "evidence").partition("-")
    if not (start.isdecimal() and end.isdecimal()):
        raise SettingsError("No evidence, no record: mark the words that say it.")
    kind = _text(form, "kind")
    slots = {
        name: value
        for name in dict.fromkeys(str(key).removesuffix(".there") for key in form if str(key).endswith(".there"))
        if (value := _read(form, name, _text(form, f"{name}.there"))) is not None
    }
    quote = shown.text[int(start) : int(end)]
    return Decision(
        "add", shown.report, value={"kind": kind, "slots": slots}, evidence=((int(start), int(end), quote),)
    )


def quotes(words: Sequence[Words]) -> tuple[Quote, ...]:
    """Words as a decision takes them."""
    return tuple((w.start, w.end, w.quote) for w in words)


def value_of(form: FormData, slot: SlotNow) -> Any:
    """The value that a form has for a slot."""
    return _read(form, slot.name, slot.widget)


def _read(form: FormData, name: str, widget: str) -> Any:
    def told(part: str) -> str:
        return _text(form, f"{name}.{part}")

    if widget == "choice":
        return _json(told("value"))
    if widget == "date":
        start = told("start") or None
        end = told("end") or (start if told("precision") == "day" else None)
        return None if start is None and end is None else {"start": start, "end": end, "precision": told("precision")}
    if widget == "number":
        found = {part: _number(told(part), name) for part in ("low", "best", "high")}
        return None if all(v is None for v in found.values()) else found
    if widget == "actors":
        written = [n.strip() for n in told("others").split(";")]
        names = [str(n) for n in (*form.getlist(f"{name}.names"), *written) if n]
        return list(dict.fromkeys(names)) or None
    if widget == "place":
        return _place(told, name)
    if widget == "source":
        return _source(told)
    return told("value") or None


def _source(told: Any) -> dict[str, Any] | None:
    """One of the report's sources, unless somebody wrote another name than stood there."""
    known, name = _json(told("known")), told("name")
    if isinstance(known, dict) and name in {"", known.get("name"), told("was")}:
        return known
    return {"name": name, "kind": told("kind")} if name else None


def _place(told: Any, name: str) -> dict[str, Any] | None:
    if not told("name"):
        return None
    prec = _number(told("where_prec"), name)
    return {
        "name": told("name"), "lat": _number(told("lat"), name), "lon": _number(told("lon"), name),
        "country": told("country") or None, "admin1": told("admin1") or None,
        "where_prec": int(prec) if prec is not None else None,
    }  # fmt: skip


def same(one: Any, other: Any) -> bool:
    """Whether two values are equal; parts that say nothing do not count."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        keys = one.keys() | other.keys()
        return all(one.get(k) == other.get(k) for k in keys)
    return bool((one or None) == (other or None)) if isinstance(one, list | None) else bool(one == other)


def seen_of(form: FormData) -> dict[str, int]:
    """The revision at which a record was looked at."""
    told, about = _text(form, "seen"), _text(form, "about")
    return {about: int(told)} if about and told.isdecimal() and len(told) < 19 else {}


def _text(form: FormData, name: str) -> str:
    found = form.get(name)
    return found.strip() if isinstance(found, str) else ""


def _json(text: str) -> Any:
    try:
        return json.loads(text) if text else None
    except ValueError as exc:
        raise SettingsError(f"{text[:40]}: no value of the list.") from exc


def _number(text: str, name: str) -> float | int | None:
    try:
        found = float(text) if text else None
    except ValueError as exc:
        raise SettingsError(f"{text[:40]}: “{name}” needs a number.") from exc
    return int(found) if found is not None and found.is_integer() else found


def record_of(shown: Review, id_: str | None) -> RecordNow | None:
    """A record of the review by its id."""
    return next((r for r in shown.records if r.id == id_), None)
