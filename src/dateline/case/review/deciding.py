"""Keeping what a person decides of a report: looked through, signed, and written where nobody decided meanwhile."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from dateline.case.ledger.decided import WORDS
from dateline.case.review.drafting import Draft
from dateline.case.review.finding import NEEDS, new_id
from dateline.case.review.opening import Opened, Reviews, key_of
from dateline.case.review.records import Decision, Record, Reviewed
from dateline.case.review.slots import Shown, slot_kind, slot_kinds, words_of
from dateline.case.review.tasks import refuse_answers, refuse_marks
from dateline.case.review.values import fault, fault_of, normal
from dateline.errors import ConflictError, SettingsError
from dateline.model.judgement import Judgement, Verb
from dateline.model.span import Evidence
from dateline.tsv import rows_of

MOST: Final = 200
"""Decisions that are sent at once."""
LARGEST: Final = 100_000
"""Bytes of one decision, less the words that it points at."""
LONGEST: Final = 2000
"""Characters of what a person writes."""
VERBS: Final[frozenset[Verb]] = frozenset({"value", "accept", "reject", "unsure", "add", "done", "note", "undo"})
"""What is decided of a report; the others are decided of events and of the case (`case.linking`)."""
_PREFIX: Final = "judgement-"


def reasons() -> tuple[dict[str, str], ...]:
    """Why records are rejected: `code`, the digit that picks it (`key`, may be empty), `meaning`."""
    return rows_of("dateline.case", "reasons")


def _refuse_unwritable(decisions: Sequence[Decision]) -> None:
    """Raise `SettingsError` for what no log can keep: halves of characters, zero bytes, numbers that are none; and for
    values that are none but long."""
    for d in decisions:
        try:
            told = json.dumps([d.about, d.slot, d.value, d.reason], ensure_ascii=False, allow_nan=False).encode()
        except (ValueError, RecursionError) as exc:
            raise SettingsError("It holds signs that are no letters, or numbers that are none.") from exc
        if len(told) > LARGEST or rb"\u0000" in told:
            raise SettingsError(f"A decision has {LARGEST:,} bytes at most, and none of them zero.")


def decide(
    reviews: Reviews, report: str, decisions: Sequence[Decision], who: str, *,
    seen: Mapping[str, int] | None = None, once: str | None = None, task: str | None = None,
    adjudicates: bool = False,
) -> tuple[Judgement, ...]:  # fmt: skip
    """Keep decisions on one report, all or none; they come back with their numbers.

    `seen` tells the revision at which each record was looked at, `once` is the sender's own key for this sending: the
    same key again gives what was kept then. Raises `SettingsError` for a decision that makes no sense, `ConflictError`
    where somebody decided on one of `seen` meanwhile, `InputError` where the case has no such report.
    """
    _refuse_unwritable(decisions)
    if not adjudicates:
        refuse_marks(*(told for d in decisions for told in (d.reason, d.value)))
    key = key_of(once, who, report, task, decisions) if once is not None else None
    if key is not None and (kept := reviews.kept(key, task)):
        if task is None:
            reviews.amend(report)  # whoever sends again was cut off, perhaps between the two
        return kept
    if task is not None:
        refuse_answers(reviews.store, task, report, who.strip())
    opened = reviews.opened(report, task, who)
    _unseen(opened, seen or {})
    made = Judging(opened, who, task).all(decisions)
    kept = reviews.store.judge(made, seen=seen, once=key, within=report)
    if task is None and _brings(opened, kept):
        reviews.amend(report)
    return kept


def _unseen(opened: Opened, seen: Mapping[str, int]) -> None:
    """The same check as the store's, before what was decided meanwhile makes a decision look wrong."""
    review = opened.review
    now = {r.id: r.revision for r in review.records} | {review.report: review.revision}
    behind = {id_ for id_, revision in seen.items() if now.get(id_, 0) > revision}
    if behind:
        later = [j for j in opened.judgements if behind.intersection(j.about)]
        last = max(later, key=lambda j: max(j.seq, j.undone or 0))
        raise ConflictError(f"{last.who} decided on this at {last.at[:16]} UTC, after you had opened it.", tuple(later))


def _brings(opened: Opened, kept: Sequence[Judgement]) -> bool:
    """Whether a record comes or goes that a person found."""
    adds = {j.id for j in opened.judgements if j.verb == "add"}
    undos = {j.id: j.about for j in opened.judgements if j.verb == "undo"}
    for j in kept:
        named = set(j.about) | {a for about in j.about for a in undos.get(about, ())}
        if j.verb == "add" or (j.verb == "undo" and (named & adds or any(n in undos for n in named))):
            return True
    return False


class Judging:
    """Makes judgements out of what a person wants kept of one report."""

    def __init__(self, opened: Opened, who: str, task: str | None) -> None:
        self.opened, self.who, self.task = opened, who.strip(), task
        self.review = opened.review
        self.report = self.review.report
        self.draft = Draft.of(self.review.read)
        self.shown = Shown(self.review.now, Draft.of(self.review.now).names)

    def all(self, decisions: Sequence[Decision]) -> list[Judgement]:
        """All of them. Raises `SettingsError` for the first that makes no sense."""
        if not self.who:
            raise SettingsError("A decision is signed: say who decides.")
        if not 0 < len(decisions) <= MOST:
            raise SettingsError(f"Send 1 to {MOST} decisions at once.")
        made = [replace(self._one(d), task=self.task) for d in decisions]
        self._fit(made)
        return made

    def _one(self, d: Decision) -> Judgement:
        if d.verb not in VERBS:
            raise SettingsError(f"{d.verb}: no verb of a review ({', '.join(sorted(VERBS))}).")
        if d.reason is not None and len(d.reason) > LONGEST:
            raise SettingsError(f"A reason has {LONGEST} characters at most.")
        if d.verb == "undo":
            return self._undo(d)
        if d.verb == "add":
            return self._add(d)
        if d.verb in {"done", "note"}:
            return self._of_report(d)
        record = self._record(d.about)
        if d.verb == "value":
            return self._value(d, record)
        reason = _reason(d.reason) if d.verb == "reject" else d.reason
        return Judgement(d.verb, record.kind, (record.id,), self.who, before=record.state, reason=reason)

    def _record(self, id_: str) -> Reviewed:
        found = self.review.of(id_)
        if found is None:
            raise SettingsError(f"{id_} is no record of {self.report}.")
        return found

    def _value(self, d: Decision, record: Reviewed) -> Judgement:
        read = record.read or record.record
        slot = d.slot or ""
        before = self.shown.value(record.record, slot, read) if slot_kind(record.kind, slot) is not None else None
        value = self._filled(normal(record.kind, slot, d.value), before)
        if (bad := fault(read, slot, value, self.draft.names)) is not None:
            raise SettingsError(bad)
        evidence = self._quotes(d)
        if slot == WORDS:
            if not evidence:
                raise SettingsError("No evidence, no record: mark the words that say it.")
            value = None
        elif not evidence and value is not None and not self.shown.evidence(record.record, slot, read):
            raise SettingsError(f"“{slot}” had no words so far: mark those that say the new value.")
        if value is not None and record.kind == "claim" and slot == "source":
            value = self._source(value, evidence)
        return Judgement(
            "value", record.kind, (record.id,), self.who, slot=slot, value=value, before=before,
            reason=d.reason, evidence=tuple((e.start, e.end, e.quote) for e in evidence),
        )  # fmt: skip

    def _filled(self, value: Any, before: Any) -> Any:
        """A place that is only named, with what the report knows of a place of that name; one that is only pointed
        at, with the name that stood there."""
        if not isinstance(value, dict) or not isinstance(before, dict | None):
            return value
        if "name" not in value and isinstance(before, dict) and "name" in before and {"lat", "lon"} & value.keys():
            return {"name": before["name"], **value}
        return self._known(value)

    def _known(self, value: dict[str, Any]) -> dict[str, Any]:
        if set(value) <= {"name", "country", "admin1", "where_prec"} and isinstance(value.get("name"), str):
            for place in self.shown.places.values():
                if place.name.casefold() == value["name"].casefold() and place.lat is not None:
                    return {"name": place.name, "lat": place.lat, "lon": place.lon, "country": place.country,
                            "admin1": place.admin1, "where_prec": place.where_prec} | value  # fmt: skip
        return value

    def _source(self, value: dict[str, Any], evidence: tuple[Evidence, ...]) -> dict[str, Any]:
        """A source with its id, so that it stays the same one whatever it is called later."""
        words = evidence or (Evidence(0, 1, self.review.read.document.text[:1]),)
        if value.get("id") is not None and value["id"] not in self.shown.sources:
            raise SettingsError(f"{value['id']} is no source of {self.report}.")
        id_ = self.draft.source(value, words)
        if id_ not in self.shown.sources and not evidence:
            raise SettingsError("The report has no such source so far: mark the words that name it.")
        return {"id": id_, "name": self.draft.told().source(id_), "kind": self.draft.sources[id_].kind}

    def _add(self, d: Decision) -> Judgement:
        body = d.value if isinstance(d.value, dict) else {}
        kind: Any = body.get("kind")
        slots = body.get("slots")
        if d.about != self.report or kind not in NEEDS or not isinstance(slots, dict):
            raise SettingsError(f"add: about {self.report}, value {{kind: {'|'.join(NEEDS)}, slots: {{…}}}}.")
        evidence = self._quotes(d)
        if not evidence:
            raise SettingsError("No evidence, no record: mark the words that say it.")
        made = {}
        for name, value in slots.items():
            found = next((s for s in slot_kinds()[kind] if s.name == name and name != WORDS), None)
            if found is None:
                raise SettingsError(f"A {kind} has no slot “{name}”.")
            made[name] = value = self._filled(normal(kind, name, value), None)
            if (bad := fault_of(found, value)) is not None:
                raise SettingsError(bad)
            if found.widget == "source":
                made[name] = self._source(value, evidence)
        if missing := [n for n in NEEDS[kind] if made.get(n) is None]:
            raise SettingsError(f"A {kind} needs: {', '.join(missing)}.")
        id_ = new_id(kind, made, evidence, self.draft)
        if self.review.of(id_) is not None:
            raise SettingsError(f"{id_} was found in these words before: correct that one.")
        words = tuple((e.start, e.end, e.quote) for e in evidence)
        return Judgement(
            "add", kind, (self.report, id_), self.who, value={"id": id_, "kind": kind, "slots": made}, reason=d.reason,
            evidence=words,
        )  # fmt: skip

    def _of_report(self, d: Decision) -> Judgement:
        if d.verb == "note" and d.about != self.report:
            record = self._record(d.about)
            return Judgement("note", record.kind, (record.id,), self.who, value=_note(d))
        if d.about != self.report:
            raise SettingsError(f"{d.verb}: about the report, {self.report}.")
        if d.verb == "note":
            return Judgement("note", "report", (self.report,), self.who, value=_note(d))
        empty = not any(r.state != "rejected" for r in self.review.records)
        return Judgement("done", "report", (self.report,), self.who, value={"nothing": empty}, reason=d.reason)

    def _undo(self, d: Decision) -> Judgement:
        """Whatever holds can be taken back, by whoever decides: an undo too."""
        known = {j.id: j for j in self.opened.judgements}
        found = known.get(d.about if d.about.startswith(_PREFIX) else f"{_PREFIX}{d.about}")
        if found is None:
            raise SettingsError(f"{d.about}: there is no such decision on {self.report}.")
        undone = {a for j in holding_undos(self.opened.judgements) for a in j.about}
        if found.id in undone:
            raise SettingsError(f"{found.id} was taken back already.")
        return Judgement("undo", "judgement", (found.id,), self.who, reason=d.reason)

    def _quotes(self, d: Decision) -> tuple[Evidence, ...]:
        """The words pointed at, in the order of the text. Raises `SettingsError` where the report does not say them
        there."""
        text = self.review.read.document.text
        for start, end, quote in d.evidence:
            if not 0 <= start < end <= len(text) or text[start:end] != quote:
                raise SettingsError(
                    f"{start}..{end} of the report does not read “{quote[:60]}”. Offsets are Unicode code points."
                )
        return tuple(sorted({Evidence(*words) for words in d.evidence}))

    def _fit(self, made: Sequence[Judgement]) -> None:
        """Values that are right one by one may not fit together: of a relation, one end and the other."""
        ends = [j for j in made if j.verb == "value" and j.of == "relation" and j.slot in {"subject", "object"}]
        for id_ in dict.fromkeys(a for j in ends for a in j.about):
            now: Record = self._record(id_).record
            told = {slot: self.shown.value(now, slot, now) for slot in ("subject", "object")}
            told |= {str(j.slot): j.value for j in ends if id_ in j.about}
            if len({self.draft.actor(names[0], words_of(now)) for names in told.values()}) == 1:
                raise SettingsError(f"{id_}: a relation is between two actors, not of one to itself.")


def holding_undos(judgements: Sequence[Judgement]) -> list[Judgement]:
    """The undos that were not undone themselves."""
    gone: set[str] = set()
    found = []
    for j in sorted(judgements, key=lambda j: -j.seq):
        if j.verb == "undo" and j.id not in gone:
            gone.update(j.about)
            found.append(j)
    return found


def _reason(told: str | None) -> str:
    """A rejection's reason: a code, and words after it where somebody wrote some."""
    code, _, words = (told or "").partition(":")
    code, words = code.strip(), words.strip()
    if code not in {row["code"] for row in reasons()}:
        known = ", ".join(row["code"] for row in reasons())
        raise SettingsError(f"A rejection says why: {known} (then, after a colon, words).")
    if code == "other" and not words:
        raise SettingsError("“other” is told in words: “other: …”.")
    return f"{code}: {words}" if words else code


def _note(d: Decision) -> str:
    told = d.value if isinstance(d.value, str) else d.reason or ""
    if not told.strip() or len(told) > LONGEST:
        raise SettingsError(f"A note has words, {LONGEST} characters at most.")
    return told.strip()
