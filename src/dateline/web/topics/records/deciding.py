"""Decisions on happenings, events and actors, for programs: kept once, not over somebody else's, in effect at once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

from fastapi import APIRouter, Header
from pydantic import BaseModel, ConfigDict, Field

from dateline.case.comparing import members_of
from dateline.case.ledger.decided import WORDS
from dateline.case.linking import decide, undo
from dateline.case.review.slots import slot_kind
from dateline.case.review.tasks import refuse_marks
from dateline.case.review.values import fault_of, normal
from dateline.case.store.judging import once_of
from dateline.case.views.filter import Filter, sieve_of
from dateline.case.views.history import judgement_words
from dateline.errors import InputError, SettingsError
from dateline.model.judgement import Judgement, Of
from dateline.web.desk import AtDesk, Coder
from dateline.web.errors import NotFound
from dateline.web.problems import problems
from dateline.web.tagging import seen_by
from dateline.web.topics.compare.deciding import put_into_effect

if TYPE_CHECKING:
    from dateline.web.desk import Desk

API = APIRouter()
LONGEST: Final = 40_000
"""Bytes of a value."""
Id = Annotated[str, Field(min_length=1, max_length=200)]
Once = Annotated[
    str | None,
    Header(alias="Idempotency-Key", min_length=1, max_length=200, pattern=r"^[\x21-\x7e]+$",
           description="A key of your own: what is sent again under it is kept once."),
]  # fmt: skip
IfMatch = Annotated[
    str | None,
    Header(max_length=4000, description="The ETag that came with the record: 412 where somebody decided since."),
]


class DecisionSent(BaseModel):
    """One decision."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"verb": "exclude", "about": ["happening-0123456789ab"], "reason": "before the war"}]
        },
    )

    verb: Literal["same", "apart", "include", "exclude", "value", "note", "undo"] = Field(
        description="`same`, `apart`: two events, happenings or actors are, or are not, one. `include`, `exclude`: the "
        "happening or event counts, or does not. `value`: `slot` has this `value`. `note`: `value` is text about the "
        "record. `undo`: the decision named does not hold any more."
    )
    about: list[Id] = Field(min_length=1, max_length=2, description="Ids; of actors their keys or names.")
    slot: str | None = Field(None, max_length=40, description="Of a `value`: where, when, status, deaths …")
    value: Any = Field(None, description="Of a `value` as the review's slots have it; of a `note` the text.")
    reason: str | None = Field(None, max_length=2000)
    seen: dict[Id, Annotated[int, Field(ge=0, le=2**53)]] = Field(
        {}, max_length=500,
        description="Record -> number of the last decision on it that you saw: 412 where there is a later one.",
    )  # fmt: skip


class DecisionKept(BaseModel):
    """A decision as the log keeps it."""

    id: str
    seq: int
    at: str
    who: str
    verb: str
    about: list[str]
    told: str = Field(description="In words.")


class DecisionsKept(BaseModel):
    """What became of a decision."""

    kept: list[DecisionKept]
    happenings: dict[str, list[str]] = Field(description="Happening -> events, of those that were grouped anew.")
    pending: str | None = Field(description="What only linking the case again tells.")


@API.post(
    "/decisions", status_code=201, operation_id="decide", responses={**problems(404, 412)}, tags=["decisions"]
)  # fmt: skip
def post_decision(
    desk: AtDesk, who: Coder, sent: DecisionSent, once: Once = None, if_match: IfMatch = None
) -> DecisionsKept:
    """Keep a decision. Sent again under the same `Idempotency-Key` it is kept once; with `If-Match` or `seen` it is
    refused where somebody decided on the same records meanwhile."""
    for told in (*sent.about, *sent.seen, sent.reason or ""):
        sieve_of(Filter(happenings=(told[:1000],)))
    refuse_marks(sent.reason, sent.value)
    known = _known(desk, sent)
    number = seen_by(if_match)
    seen = {**(dict.fromkeys(known, number) if number is not None else {}), **sent.seen}
    reason = (sent.reason or "").strip() or None
    once = once_of(once, who.name, sent.model_dump(exclude={"seen"})) if once else None
    kept = _kept(desk, sent, who.name, reason, seen, once)
    made = put_into_effect(desk, kept)
    return DecisionsKept(
        kept=[
            DecisionKept(
                id=j.id, seq=j.seq, at=j.at, who=j.who, verb=j.verb, about=list(j.about), told=judgement_words(j)
            )
            for j in kept
        ],
        happenings=made.happenings,
        pending=made.pending,
    )


def _kept(
    desk: Desk, sent: DecisionSent, who: str, reason: str | None, seen: dict[str, int], once: str | None
) -> tuple[Judgement, ...]:
    if sent.verb in {"same", "apart"}:
        if len(sent.about) != 2:
            raise SettingsError(f"{sent.verb}: name two records in `about`.")
        return decide(desk.store, sent.verb, sent.about[0], sent.about[1], who, reason, seen=seen, once=once)
    if len(sent.about) != 1:
        raise SettingsError(f"{sent.verb}: name one record in `about`.")
    if sent.verb == "undo":
        return (undo(desk.store, sent.about[0], who, reason, once=once),)
    one = Judgement(sent.verb, _kind(desk, sent.about[0]), tuple(sent.about), who, slot=_slot(sent),
                    value=_value(sent), reason=reason)  # fmt: skip
    return desk.store.judge([one], seen=seen, once=once)


def _known(desk: Desk, sent: DecisionSent) -> list[str]:
    """The records that a decision is about, and their events; `NotFound` where one is not there."""
    if sent.verb == "undo":
        return []
    found = list(sent.about)
    for id_ in sent.about:
        if id_.startswith(("happening-", "event-")):
            try:
                found += members_of(desk.store, id_)
            except InputError as exc:
                raise NotFound(str(exc)) from exc
    return list(dict.fromkeys(found))


def _kind(desk: Desk, id_: str) -> Of:
    kinds: tuple[Of, ...] = ("happening", "event")
    for kind in kinds:
        if id_.startswith(f"{kind}-"):
            return kind
    if desk.store.actor_key(id_) is None:
        raise NotFound(f"{id_}: there is no such happening, event or actor in this case.")
    return "actor"


def _slot(sent: DecisionSent) -> str | None:
    """The slot of a value; `SettingsError` where it is none, or the value none of its."""
    if sent.verb != "value":
        if sent.slot is not None:
            raise SettingsError(f"{sent.verb}: only a `value` has a slot.")
        return None
    kind = slot_kind("event", sent.slot or "")
    if kind is None or kind.name == WORDS:
        raise SettingsError(f"slot {sent.slot!r} is none of an event's.")
    if (wrong := fault_of(kind, _normal(sent))) is not None:
        raise SettingsError(f"{sent.slot}: {wrong}")
    return sent.slot


def _normal(sent: DecisionSent) -> Any:
    """The value in its slot's own shape, as a review keeps it."""
    return normal("event", sent.slot or "", sent.value) if sent.verb == "value" else sent.value


def _value(sent: DecisionSent) -> Any:
    """The value, as it may be kept."""
    value = _normal(sent)
    try:
        told = json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
    except ValueError as exc:
        raise SettingsError("value: it holds signs that are no letters, or numbers that are none.") from exc
    if len(told) > LONGEST or rb"\u0000" in told:
        raise SettingsError(f"value: at most {LONGEST:,} bytes, and none of them zero.")
    if sent.verb == "note" and not (isinstance(sent.value, str) and 0 < len(sent.value.strip()) <= 10_000):
        raise SettingsError("note: `value` is its text, 10,000 characters at most.")
    if sent.verb in {"include", "exclude"} and sent.value is not None:
        raise SettingsError(f"{sent.verb}: it has no value.")
    return value
