"""How a happening became what it is: reports that came, links that were made, what people decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from dateline.case.ledger.decided import MOST, WORDS
from dateline.case.store.protocol import ReportRow, Store
from dateline.case.views.passing import SOMEBODY, without_coder
from dateline.model.judgement import Judgement
from dateline.model.situation import Happening
from dateline.protect.policy import Policy
from dateline.render.words import clean, days_words, quantity, shorten

LONGEST: Final = 80
"""Characters of words that a decision points at."""
What = Literal["report", "joined", "left", "decided", "undone"]


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of the log that made it otherwise."""

    seq: int
    at: str
    what: What
    told: str
    """In words."""


def history_of(
    store: Store, happening: Happening, as_of: int | None = None, policy: Policy | None = None
) -> tuple[Step, ...]:
    """The steps in the order of the log. With a policy for what is passed on, neither coders nor files are named."""
    reports = {r for r, _ in happening.events}
    rows = {r.id: r for r in store.reports(as_of, reports)}
    steps = [_report(rows[r], policy) for r in reports if r in rows]
    outlets = {e: rows[r].outlet or r for r, e in happening.events if r in rows}
    steps += _links(store, happening.id, outlets, as_of)
    decided = about(store, happening, as_of)
    steps += _decisions(decided if policy is None else map(without_coder, decided))
    return tuple(sorted(steps, key=lambda s: s.seq))


def about(store: Store, happening: Happening, as_of: int | None = None) -> tuple[Judgement, ...]:
    """Decisions on a happening, its events and its reports, and what undid them, in the order of the log. Events that
    were rejected are of it too: without them its page would be another one under the same revision."""
    members = store.members_of([happening.id], as_of).get(happening.id, ())
    ids = dict.fromkeys((happening.id, *(x for pair in happening.events for x in pair), *members))
    found = {j.seq: j for j in store.judgements_about(ids, as_of)}
    found |= {u.seq: u for u in store.judgements_about([j.id for j in found.values()], as_of)}
    return tuple(found[n] for n in sorted(found))


def _report(row: ReportRow, policy: Policy | None) -> Step:
    called = row.outlet or (row.name if policy is None else "a report")
    return Step(row.seq, row.at, "report", f"{called}: {row.title or row.id}")


def _links(store: Store, happening: str, outlets: Mapping[str, str], as_of: int | None) -> Iterator[Step]:
    """Which events came and went, from one linking to the next."""
    for seq, at, event, came in store.came_and_went(happening, as_of):
        yield Step(seq, at, "joined" if came else "left", _called(event, outlets))


def _called(event: str, outlets: Mapping[str, str]) -> str:
    return f"{event} ({outlets[event]})" if event in outlets else event


def _decisions(judgements: Iterable[Judgement]) -> Iterator[Step]:
    for j in judgements:
        yield Step(j.seq, j.at, "undone" if j.verb == "undo" else "decided", judgement_words(j))


def judgement_words(j: Judgement, *, named: bool = True) -> str:
    """A decision in words: "AB: deaths is 12, not 14 (hospital list)". Beside the record itself its id says nothing:
    not `named`, it is "this". No word says that a record is true: a person took it, or did not.
    """
    verbs: Mapping[str, str] = {
        "same": "are one", "apart": "are not one", "accept": "is accepted", "reject": "is rejected and left out",
        "include": "counts", "exclude": "does not count", "unsure": "is left unsure", "done": "is gone through",
    }  # fmt: skip
    about = " and ".join(j.about) if named or len(j.about) > 1 else "this"
    if j.verb == "value" and not j.who:
        told = f"decides {j.slot or 'a value'}"
    elif j.verb == "value" and j.slot == WORDS:
        quotes = " … ".join(f"“{shorten(quote, LONGEST)}”" for _, _, quote in j.evidence)
        told = f"the words are {quotes}" if quotes else "the words are others"
    elif j.verb == "value":
        was = f", not {_value(j.before)}" if j.before is not None else ""
        told = f"{j.slot or 'the value'} is {_value(j.value)}{was}"
    elif j.verb == "add":
        told = f"found {_article(j.of)} in {j.about[0]}"
    elif j.verb == "done" and isinstance(j.value, dict) and j.value.get("nothing"):
        told = f"{about} is gone through, and nothing is in it"
    elif j.verb == "note":
        words = _value(j.value) if j.value is not None else ""
        told = f"flags it{words.removeprefix('flag')}" if words.startswith("flag: ") else f"notes: {words}"
    elif j.verb == "undo":
        told = f"takes back {about}"
    else:
        told = f"{about} {verbs[j.verb]}"
    undone = f"; taken back by judgement-{j.undone}" if j.undone is not None else ""
    return f"{j.who or SOMEBODY}: {told}" + (f" ({j.reason})" if j.reason else "") + undone


def _article(of: str) -> str:
    return "an event" if of == "event" else "a record" if of == "report" else f"a {of}"


def _numbers(told: Iterable[Any]) -> bool:
    return all(n is None or (isinstance(n, int | float) and abs(n) <= MOST) for n in told)


def _value(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(_value, value))
    if isinstance(value, dict) and value.get("name"):
        at = f" ({value['lat']}, {value['lon']})" if value.get("lat") is not None else ""
        return f"{clean(str(value['name']))}{at}"
    if isinstance(value, dict) and value.keys() == {"low", "best", "high"} and _numbers(value.values()):
        low, best, high = value["low"], value["best"], value["high"]
        return quantity(low, high, best, "exact" if low == best == high else "unknown")
    if isinstance(value, dict) and {"start", "end"} <= value.keys():
        return days_words(value["start"], value["end"], str(value.get("precision") or "range"))
    if isinstance(value, dict):
        return ", ".join(f"{k} {_value(v)}" for k, v in value.items() if v is not None)
    return "nothing" if value is None else str(value)
