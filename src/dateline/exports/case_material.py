"""A case as material for exports: its happenings, its reports, who holds what, as known on any recorded day.

All of it streams: a case of any size needs the memory of a few hundred reports. With `share` every value comes through
the policy for what leaves the house; what people decided (`case.views.passing`) and who they are goes through it too.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any, Final

from dateline.case.facts import RelationFacts
from dateline.case.ledger.decisions import holding
from dateline.case.review.opening import Reviews
from dateline.case.review.records import ReportReview
from dateline.case.review.reviewing import records_of
from dateline.case.situation import situation_of
from dateline.case.store.protocol import Store, Stored
from dateline.case.views.filter import EVERYTHING, Filter
from dateline.case.views.loading import CHUNK, PASSED_ON, Facts, shown_of
from dateline.case.views.moments import head_of
from dateline.case.views.passing import without_coder
from dateline.case.views.rejecting import Rejections
from dateline.case.views.streaming import AT_HAND, CaseStream
from dateline.exports.coded import CodedEvent, coded
from dateline.exports.material import Material
from dateline.model.dossier import Dossier
from dateline.model.judgement import Judgement
from dateline.model.situation import Held, Situation
from dateline.protect.policy import Policy

REPORT_REJECTED: Final = "a decision in the case rejects the report"
NOT_DONE: Final = "nobody marked the report as gone through to its end"
RECORD_REJECTED: Final = "a decision in the case rejects the record, or what tells of it"


def material_of_case(
    store: Store,
    *,
    only: Filter = EVERYTHING,
    at: str | dt.date | None = None,
    as_of: str | int | dt.date | None = None,
    share: bool = False,
    looked: Callable[[int], None] = lambda done: None,
) -> Material:
    """The records of a case; with `share` as they may be passed on. `looked` is told how many reports were gone through
    before the first record comes."""
    return _OfCase(store, only, at, as_of, PASSED_ON if share else None, looked).material()


class _OfCase:
    """The streams of one case, over one look at it."""

    def __init__(
        self, store: Store, only: Filter, at: str | dt.date | None, as_of: str | int | dt.date | None,
        policy: Policy | None, looked: Callable[[int], None],
    ) -> None:  # fmt: skip
        self.store, self.policy = store, policy
        self.facts = Facts(store, policy, AT_HAND)
        self.stream = CaseStream(store, only=only, at=at, as_of=as_of, facts=self.facts, looked=looked)
        self.made = Material(
            "case", store.info().id, self.events, self.dossiers, self.held, self.relations, decisions=self.decisions,
            reviews=self.reviews, situation=self.situation, only=only if only.asks else None,
            besides=self.stream.besides,
        )  # fmt: skip

    def material(self) -> Material:
        """The streams, and what the manifest tells of them; lists in it fill while they are gone through."""
        asked = self.stream.asked
        reports, events, claims = asked.store.totals(asked.moment.seq)
        self.made.told.update(
            case=self.made.name,
            head=head_of(self.store, asked.moment),
            recorded_until=asked.moment.seq,
            as_of=str(asked.as_of) if asked.as_of is not None else None,
            at=asked.day,
            filter=filter_told(asked.only),
            rules={"name": asked.counting.name, "numbers": asked.counting.numbers},
            shared=self.policy is not None,
            policy=policy_words(self.policy),
            counts={"reports": reports, "events": events, "claims": claims},
            gazetteers=[],
            datasets=[],
        )
        return self.made

    def events(self) -> Iterator[CodedEvent]:
        """The happenings, in the order of adding."""
        for one in self.stream.happenings():
            for report in (one.reports[r] for r in dict.fromkeys(e.report for e in one.members)):
                self.made.hidden.add(report.report, report.redactions)
                self._dataset(report.dataset)
            self._gazetteers(self.facts.gazetteers)
            yield coded(one.happening, one.members, one.reports)

    def dossiers(self) -> Iterator[Dossier]:
        """The reports that tell what is asked for, as people left them: with what they corrected, without what they
        rejected."""
        asked = self.stream.asked
        rejections = Rejections(self.store, asked.decisions, asked.moment.seq)
        opening = Reviews(self.store, 1)
        for stored in self._readings():
            if rejections.whole(stored.dossier):
                self.made.left_out[stored.report] = REPORT_REJECTED
                continue
            kept, gone = rejections.of(stored.dossier)
            if _is_corrected(stored.dossier, asked.decisions):
                kept, _ = rejections.of(opening.opened(stored.report, as_of=asked.moment.seq).review.now)
            self.made.left_out.update(dict.fromkeys(gone, RECORD_REJECTED))
            shown = shown_of(replace(stored, dossier=kept), self.policy)
            self.made.hidden.add(stored.report, shown.redactions)
            used = shown.dossier.receipt.gazetteer
            self._gazetteers({(used.name, used.version)})
            self._dataset(shown.dossier.document.dataset)
            yield shown.dossier

    def held(self) -> Iterator[Held]:
        """Who holds what."""
        yield from self.stream.standing().held

    def relations(self) -> Iterator[RelationFacts]:
        """Who backs, leads or opposes whom, as each report tells it."""
        yield from self.stream.relations()

    def decisions(self) -> Iterator[Judgement]:
        """What people and engines decided, in the order of the log."""
        made = self.store.judgements(self.stream.asked.moment.seq)
        yield from made if self.policy is None else (without_coder(j) for j in made if j.verb != "note")

    def reviews(self) -> Iterator[ReportReview]:
        """Reports that are marked done, with what people decided; the others are told as left out."""
        seq = self.stream.asked.moment.seq
        held = holding(self.store.judgements(seq))
        done = {a for j in held if j.verb == "done" for a in j.about}
        opening = Reviews(self.store, 1)
        for report in self.store.reading_numbers(seq, self.stream.reports):
            if report not in done:
                self.made.left_out[report] = NOT_DONE
                continue
            stored, review = next(self.store.readings([report], seq)), opening.opened(report, as_of=seq).review
            shown = {
                name: shown_of(replace(stored, dossier=getattr(review, name)), self.policy) for name in ("read", "now")
            }
            self.made.hidden.add(report, shown["now"].redactions)
            used = shown["now"].dossier.receipt.gazetteer
            self._gazetteers({(used.name, used.version)})
            self._dataset(shown["now"].dossier.document.dataset)
            yield replace(review, read=shown["read"].dossier, now=shown["now"].dossier)

    def situation(self) -> Situation:
        """The whole picture, in memory."""
        asked = self.stream.asked
        as_of = asked.as_of if asked.as_of is not None else asked.moment.seq
        facts = Facts(self.store, self.policy)
        return situation_of(self.store, at=asked.at, as_of=as_of, only=asked.only, facts=facts)

    def _readings(self) -> Iterator[Stored]:
        wanted, seq = self.stream.reports, self.stream.asked.moment.seq
        if wanted is None:
            yield from self.store.readings(None, seq)
            return
        ordered = list(self.store.reading_numbers(seq, wanted))
        for n in range(0, len(ordered), CHUNK):
            yield from self.store.readings(ordered[n : n + CHUNK], seq)

    def _dataset(self, name: str | None) -> None:
        if name is not None and name not in (met := self.made.told["datasets"]):
            met.append(name)

    def _gazetteers(self, met: set[tuple[str, str]]) -> None:
        known = self.made.told["gazetteers"]
        for name, version in sorted(met):
            if f"{name} {version}" not in known:
                known.append(f"{name} {version}")


def _is_corrected(dossier: Dossier, decisions: Mapping[str, Sequence[Judgement]]) -> bool:
    """Whether a person decided a value of one of its records; what people found is in the reading itself."""
    return any(j.verb == "value" for _, r in records_of(dossier) for j in decisions.get(r.id, ()))


def filter_told(only: Filter) -> dict[str, Any]:
    """What was asked for, field by field; nothing for the whole case."""
    return {name: value for name, value in asdict(only).items() if value}


def policy_words(policy: Policy | None) -> str:
    """The policy of an export in words."""
    if policy is None:
        return "as the case keeps it: whom reports protect is hidden; for the house"
    return (
        f"for passing on: whom reports protect is hidden, quotes have {policy.quote} characters at most, places where "
        f"people shelter, are treated or are stationed stand in the middle of a square of {policy.coarsen_km:g} km; "
        "who decided in the case, and why, is not told"
    )
