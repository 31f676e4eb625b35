"""The desk that all requests work at: the open case, what was opened of it, and what each request asks with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, Annotated

from fastapi import Depends, Request

from dateline.case.review.opening import Reviews
from dateline.case.situation import name_of
from dateline.case.survey.survey import Surveys
from dateline.case.views.loading import Facts
from dateline.errors import DatelineError
from dateline.web.jobs import Jobs
from dateline.web.people import Person, Role
from dateline.web.topics.export.making import Exports

if TYPE_CHECKING:
    from dateline.case.store.protocol import Store
    from dateline.web.settings import ServeSettings


class Forbidden(DatelineError):
    """Whoever asks may not."""


@dataclass
class Desk:
    """One a server. Requests run in several threads: what is kept here is safe to share, or guarded."""

    store: Store
    settings: ServeSettings
    jobs: Jobs = field(default_factory=Jobs)
    exports: Exports = field(default_factory=Exports)
    rewritten: int = 0
    """How often somebody was hidden, or a report erased, since the server was started."""
    facts: Facts = field(init=False)
    reviews: Reviews = field(init=False)
    surveys: Surveys = field(init=False)

    _looked: int = field(init=False)
    _looking: Lock = field(init=False, repr=False, default_factory=Lock)

    def __post_init__(self) -> None:
        self._looked, _ = self.store.head()
        self._open()

    def _open(self) -> None:
        self.facts = Facts(self.store)
        self.reviews = Reviews(self.store)
        self.surveys = Surveys(self.store, self.facts)

    def look(self) -> None:
        """See whether somebody was hidden, or a report erased, since the last look: `dateline protect` and `dateline
        erase` work on a case while it is served. What was kept in memory, and exports that were made, may name them."""
        seq, _ = self.store.head()
        if seq == self._looked:
            return
        with self._looking:
            if seq > self._looked and self.store.rewritten(self._looked):
                self._open()
                self.rewritten += 1
                self.exports.drop_all()
                self.jobs.forget()
            self._looked = max(seq, self._looked)

    @cached_property
    def case_id(self) -> str:
        """The id of the case, which it has for good: a browser keeps what is not sent yet under it."""
        return self.store.info().id

    @property
    def name(self) -> str:
        """What the case is called."""
        return name_of(self.store.info(counted=False))


def _desk(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    desk.look()
    return desk


def _person(request: Request) -> Person:
    person: Person = request.state.person
    return person


def needs(role: Role) -> Callable[[Request], Person]:
    """A dependency that lets only those through who have the role."""

    def asking(request: Request) -> Person:
        person = _person(request)
        if not person.may(role):
            raise Forbidden(f"{person.name or 'You'} may not do this: it needs the role “{role}”.")
        return person

    return asking


AtDesk = Annotated[Desk, Depends(_desk)]
Reader = Annotated[Person, Depends(needs("read"))]
Coder = Annotated[Person, Depends(needs("code"))]
Adjudicator = Annotated[Person, Depends(needs("adjudicate"))]
Publisher = Annotated[Person, Depends(needs("publish"))]
