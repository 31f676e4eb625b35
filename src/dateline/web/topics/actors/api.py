"""Actors as JSON."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from dateline.case.linking import decide
from dateline.case.store.entry import day_of
from dateline.case.store.figures import ActorAsked
from dateline.case.store.judging import once_of
from dateline.case.views.filter import iso_day
from dateline.errors import SettingsError
from dateline.web.desk import AtDesk, Coder, Reader
from dateline.web.paging import After, Limit, Page
from dateline.web.topics.actors.answer import KINDS, Actor, ActorPage, actor_page, actors
from dateline.web.topics.actors.ties import Ties, ties
from dateline.web.topics.compare.api import Once
from dateline.web.topics.compare.deciding import Decided, Outcome

API = APIRouter(tags=["actors"])
Word = Annotated[str, Query(max_length=200)]
At = Annotated[str, Query(max_length=10, description="ISO day; all days where empty.")]


def asked(
    q: Word = "", kind: Annotated[str, Query(max_length=40)] = "", country: Annotated[str, Query(max_length=2)] = ""
) -> ActorAsked:
    """Which actors are asked for. Raises `SettingsError` for a kind that does not exist."""
    if kind and kind not in KINDS:
        raise SettingsError(f"kind {kind!r} does not exist. There are: {', '.join(KINDS)}.")
    return ActorAsked(tuple(q.split()), kind, country.upper())


Asked = Annotated[ActorAsked, Depends(asked)]


def day_asked(at: str) -> int | None:
    """A day of a query as a number; None for all days."""
    return day_of(iso_day("at", at)) if at.strip() else None


@API.get("/figures")
def list_figures(desk: AtDesk, _: Reader, only: Asked, limit: Limit = 50, after: After = 0) -> Page[Actor]:
    """Actors across reports, those of most reports first."""
    return actors(desk, only, limit, after)


@API.get("/figures/{key:path}")
def get_figure(desk: AtDesk, _: Reader, key: str, at: At = "", limit: Limit = 50, after: After = 0) -> ActorPage:
    """One actor: names, relations, what it holds at a day, what it takes part in, what was decided of it."""
    return actor_page(desk, key, day_asked(at), limit, after)


@API.get("/ties")
def get_ties(desk: AtDesk, _: Reader, at: At = "") -> Ties:
    """How actors stand to one another, at a day where one is given."""
    return ties(desk, day_asked(at))[0]


@API.post("/figures", status_code=201)
def post_decision(desk: AtDesk, person: Coder, told: Decided, once: Once = None) -> Outcome:
    """Decide that two actors, by their keys or names, are the same or apart."""
    return settle(desk, person.name, told, once)


def settle(desk: AtDesk, who: str, told: Decided, once: str | None) -> Outcome:
    """Keep a decision on two actors. Raises `ConflictError` where somebody decided meanwhile."""
    if told.b is None or any(i.startswith(("event-", "happening-")) for i in (told.a, told.b)):
        raise SettingsError("Name two actors by their keys or by names that reports use.")
    who = who or desk.settings.who
    found = [desk.store.actor_key(i) or i for i in (told.a, told.b)]
    seen = dict.fromkeys(found, told.seen) if told.seen is not None else None
    once = once_of(once, who, told.model_dump(exclude={"seen"})) if once else None
    kept = decide(desk.store, told.verb, told.a, told.b, who, (told.reason or "").strip() or None, seen=seen, once=once)
    return Outcome(kept=[j.id for j in kept], happenings={})
