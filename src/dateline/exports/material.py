"""What an exporter is given: the records of one report, of several, or of a case, one in memory at a time.

All of it may be seen: dossiers come through `protect` before they come here, and events are made of such dossiers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from dateline.case.facts import ControlFacts, RelationFacts, facts_of
from dateline.case.review.records import ReportReview
from dateline.exports.coded import CodedEvent, coded_alone
from dateline.exports.picture import situation_alone
from dateline.model.dossier import Dossier
from dateline.model.judgement import Judgement
from dateline.model.situation import Held, Situation
from dateline.protect.policy import Redaction, Shown

if TYPE_CHECKING:
    from dateline.case.views.filter import Filter


@dataclass(slots=True)
class Hidden:
    """What was hidden on the way, by what it was: (what, shown as) -> how often. Filled while dossiers stream."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    _counted: set[str] = field(default_factory=set)

    def add(self, report: str, redactions: Iterable[Redaction]) -> None:
        """What was hidden of a report; counted once however often it is met."""
        told = tuple(redactions)
        if told and report not in self._counted:
            self._counted.add(report)
            for r in told:
                self.counts[r.what, r.shown_as or ""] += r.count


@dataclass(frozen=True, slots=True)
class Material:
    """The records to export. Each call of `events`, `held` and `dossiers` goes through them from the start."""

    kind: Literal["report", "reports", "case"]
    name: str
    """What it is called in titles and manifests."""
    events: Callable[[], Iterator[CodedEvent]]
    dossiers: Callable[[], Iterator[Dossier]]
    """As they may be seen."""
    held: Callable[[], Iterator[Held | ControlFacts]]
    """Who holds what: of a case put together, of reports as each tells it."""
    relations: Callable[[], Iterator[RelationFacts]]
    told: dict[str, Any] = field(default_factory=dict)
    """About the material, for the manifest: id and head of the case, filter, policy …"""
    hidden: Hidden = field(default_factory=Hidden)
    left_out: dict[str, str] = field(default_factory=dict)
    """Reports and records of them that `dossiers` leaves out, and why. Filled while they stream."""
    besides: Counter[str] = field(default_factory=Counter)
    """How many records there are of each kind besides events. Filled while `events` stream."""
    decisions: Callable[[], Iterator[Judgement]] = field(default=lambda: iter(()))
    """What was decided about the records of a case, as it may be seen; a report alone has none."""
    reviews: Callable[[], Iterator[ReportReview]] = field(default=lambda: iter(()))
    """The reports of a case that people went through to the end, as they may be seen."""
    situation: Callable[[], Situation] | None = None
    """The whole picture with its voices and contradictions, for a format that shows it: in memory as a whole, of which
    a few kilobytes a happening are to be reckoned with. Of reports outside a case, what each of them tells alone."""
    only: Filter | None = None
    """What was asked for of a case. Events, control and relations are of it already, dossiers are all; None for all."""


def material_of(name: str, shown: Callable[[], Iterator[Shown]], **told: Any) -> Material:
    """The records of reports that are in no case; `shown` gives their views anew at each call."""
    hidden, besides = Hidden(), Counter[str]()

    def views() -> Iterator[Dossier]:
        for view in shown():
            hidden.add(view.dossier.document.id, view.redactions)
            yield view.dossier

    def events() -> Iterator[CodedEvent]:
        found: Counter[str] = Counter()
        for dossier in views():
            facts = facts_of(dossier)
            found.update(dict(facts.besides))
            yield from coded_alone(facts)
        besides.clear()
        besides.update(found)

    return Material(
        "reports",
        name,
        events=events,
        dossiers=views,
        held=lambda: (c for dossier in views() for c in facts_of(dossier).control),
        relations=lambda: (r for dossier in views() for r in facts_of(dossier).relations),
        told=dict(told),
        hidden=hidden,
        besides=besides,
        situation=lambda: situation_alone(name, views()),
    )
