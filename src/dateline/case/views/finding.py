"""What a person means by an id or by words: a happening, an event, a report, an actor, a decision, or a search."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dateline.case.store.protocol import Store
from dateline.case.store.sieve import Sieve
from dateline.errors import InputError
from dateline.model.ids import happening_id

Kind = Literal["happening", "event", "report", "actor", "judgement", "words"]
_PREFIXES: dict[str, Kind] = {
    "happening-": "happening", "event-": "event", "doc-": "report", "judgement-": "judgement",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Meant:
    """`id` is the record's id, the actor's key, or the words themselves."""

    kind: Kind
    id: str


def meant(store: Store, what: str, as_of: int | None = None) -> Meant:
    """What is meant. Raises `InputError` for an id that the case does not have."""
    what = " ".join(what.split())
    kind = next((k for prefix, k in _PREFIXES.items() if what.startswith(prefix) and " " not in what), None)
    if kind is not None:
        if not _is_there(store, kind, what, as_of):
            raise InputError(
                what, f"there is no such {kind} in this case.", "dateline show CASE and dateline search CASE list ids."
            )
        return Meant(kind, what)
    key = store.actor_key(what, as_of)
    return Meant("actor", key) if key is not None else Meant("words", what)


def _is_there(store: Store, kind: Kind, id_: str, as_of: int | None) -> bool:
    if kind == "happening":
        if store.happening_at(id_, as_of):
            return True
        return any(happening_id(e) == id_ for _, e in store.sift(Sieve(as_of=as_of)).events)
    if kind == "event":
        return id_ in store.reports_of([id_], as_of)
    if kind == "report":
        return id_ in store.reading_numbers(as_of)
    return any(j.id == id_ for j in store.judgements(as_of))
