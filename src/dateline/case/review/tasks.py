"""Blind double codings: which reports two or more coders decide on, each for themselves.

A double coding is a rule of the case ("double-coding/<id>"), so that the log tells when it was opened and closed. The
answers are decisions with its id as their `task`: they hold for nobody until somebody adjudicates. Nobody sees what
another coder answered on a report before all of them are done with it; from then on the answers stand as they are, so
that nobody changes theirs to what others said.
"""

from __future__ import annotations

import random
import secrets
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Final, cast, get_args

from dateline.case.review.records import Kind
from dateline.case.store.protocol import Store
from dateline.errors import SettingsError
from dateline.model.judgement import Judgement
from dateline.render.words import clean

RULE: Final = "double-coding/"
MOST: Final = 5000
"""Reports of one double coding."""
KINDS: Final = get_args(Kind)
ADJUDICATED: Final = "adjudicated in "
"""How the reason of an adjudication begins (behind the code where it is a rejection)."""


@dataclass(frozen=True, slots=True)
class DoubleCoding:
    """Who decides on what, blind to each other. `coders` are names as they sign decisions."""

    id: str
    title: str
    reports: tuple[str, ...]
    coders: tuple[str, ...]
    kinds: tuple[Kind, ...] = KINDS
    reveal: bool = True
    """Whether coders see how they differ once all are done with a report."""
    opened_by: str = ""
    chosen: Mapping[str, Any] | None = None
    """How the reports were chosen: filter, size of the sample, seed."""
    opened: int = 0
    """Number of the log then."""
    closed_by: str | None = None

    @property
    def closed(self) -> bool:
        return self.closed_by is not None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the coders are."""

    task: DoubleCoding
    done: Mapping[str, frozenset[str]]
    """Report -> coders who are done with it."""

    def all_done(self, report: str) -> bool:
        return self.done.get(report, frozenset()).issuperset(self.task.coders)

    @property
    def whole(self) -> tuple[str, ...]:
        """Reports that all coders are done with, in the order of the task."""
        return tuple(r for r in self.task.reports if self.all_done(r))

    def by(self, coder: str) -> int:
        """How many reports a coder is done with."""
        return sum(coder in who for who in self.done.values())

    def next_for(self, coder: str, after: str | None = None) -> str | None:
        """The next report that a coder has to do: behind `after`, else from the start."""
        at = self.task.reports.index(after) + 1 if after in self.task.reports else 0
        ordered = (*self.task.reports[at:], *self.task.reports[:at])
        return next((r for r in ordered if coder not in self.done.get(r, frozenset())), None)


def double_codings(store: Store, as_of: int | None = None) -> tuple[DoubleCoding, ...]:
    """All of a case, in the order in which they were opened."""
    found = (_of_rule(name, body) for name, body in store.rules(as_of).items() if name.startswith(RULE))
    return tuple(sorted(found, key=lambda t: (t.opened, t.id)))


def double_coding(store: Store, id_: str) -> DoubleCoding | None:
    """The one of an id."""
    body = store.rules().get(RULE + id_)
    return None if body is None else _of_rule(RULE + id_, body)


def open_double_coding(
    store: Store, reports: Sequence[str], coders: Sequence[str], who: str, *, title: str = "",
    kinds: Sequence[Kind] = KINDS, reveal: bool = True, chosen: Mapping[str, Any] | None = None,
) -> DoubleCoding:  # fmt: skip
    """Hand out a double coding. Raises `SettingsError` where it cannot be one."""
    named = tuple(dict.fromkeys(c.strip() for c in coders if c.strip()))
    wanted = tuple(dict.fromkeys(reports))
    if len(named) < 2:
        raise SettingsError("A double coding needs two coders or more, named as they sign.")
    if not wanted:
        raise SettingsError("A double coding needs reports: nothing that was asked for is in the case.")
    if len(wanted) > MOST:
        raise SettingsError(
            f"{len(wanted)} reports are too many for one double coding ({MOST} at most): take a sample."
        )
    if unknown := set(kinds) - set(KINDS):
        raise SettingsError(f"There are no records of the kind {min(unknown)!r}: {', '.join(KINDS)}.")
    made = DoubleCoding(
        f"coding-{secrets.token_hex(4)}", clean(title).strip() or "Double coding", wanted, named, tuple(kinds) or KINDS,
        reveal, who, chosen, store.info().seq,
    )  # fmt: skip
    _keep(store, made, who)
    return made


def close_double_coding(store: Store, task: DoubleCoding, who: str, *, again: bool = False) -> DoubleCoding:
    """Take no more answers; with `again` take them once more."""
    made = replace(task, closed_by=None if again else who)
    _keep(store, made, who)
    return made


def _keep(store: Store, task: DoubleCoding, who: str) -> None:
    body = asdict(task)
    body.pop("id")
    store.set_rule(RULE + task.id, body, who)


def sampled(reports: Iterable[str], size: int | None, seed: int) -> tuple[str, ...]:
    """A sample that the same case and seed give again; all of them without a size."""
    known = sorted(reports)
    if size is None or size >= len(known):
        return tuple(known)
    return tuple(random.Random(seed).sample(known, size))  # noqa: S311 (a sample, not secrecy)


def progress_of(store: Store, task: DoubleCoding) -> Progress:
    """Who is done with which report."""
    wanted, coders = set(task.reports), set(task.coders)
    done: dict[str, dict[str, Judgement]] = {}
    for j in store.judgements_about(task.reports, task=task.id):
        if j.verb == "done" and j.undone is None and j.who in coders:
            for report in wanted.intersection(j.about):
                done.setdefault(report, {})[j.who] = j
    return Progress(task, {r: frozenset(who) for r, who in done.items()})


def seen_by(progress: Progress, report: str, who: str, *, adjudicates: bool) -> frozenset[str]:
    """Whose answers on a report somebody may see: their own; those of all once all are done with it."""
    task = progress.task
    own = frozenset({who} & set(task.coders))
    if not progress.all_done(report) or not (adjudicates or (own and task.reveal)):
        return own
    return frozenset(task.coders)


def refuse_answers(store: Store, id_: str, report: str, who: str) -> DoubleCoding:
    """The double coding, if somebody may answer in it on a report now; `SettingsError` says why not."""
    task = double_coding(store, id_)
    if task is None:
        raise SettingsError(f"There is no double coding {id_} in this case.")
    if who not in task.coders:
        raise SettingsError(f"{who or 'You'} codes nothing in {task.title}: its coders are told when it is opened.")
    if report not in task.reports:
        raise SettingsError(f"The report {report} is not among those of {task.title}.")
    if task.closed:
        raise SettingsError(f"{task.title} is closed: it takes no more answers.")
    if progress_of(store, task).all_done(report):
        raise SettingsError(
            "All coders are done with this report: their answers stand now. Adjudicate where they differ."
        )
    return task


def refuse_marks(*told: object) -> None:
    """Raise `SettingsError` where words that somebody writes would pass for an adjudication: what differs between
    coders would then be settled by whoever may only code."""
    if any(isinstance(words, str) and f"{ADJUDICATED}coding-" in words for words in told):
        raise SettingsError("Words of this kind mark an adjudication: decide between coders on the Agreement page.")


def _of_rule(name: str, body: Mapping[str, Any]) -> DoubleCoding:
    known = {f.name for f in fields(DoubleCoding)} - {"id"}
    told = {k: tuple(v) if isinstance(v, list) else v for k, v in body.items() if k in known}
    return DoubleCoding(id=name.removeprefix(RULE), **cast("dict[str, Any]", told))


def reports_that_fit(
    store: Store, *, outlet: str = "", since: int | None = None, until: int | None = None,
    ids: Collection[str] = (),
) -> tuple[str, ...]:  # fmt: skip
    """Reports by outlet (a part of its name), day of publication (counted from 1970-01-01) or id."""
    wanted, named = outlet.strip().casefold(), set(ids)
    return tuple(
        r.id for r in store.reports()
        if (not named or r.id in named)
        and (not wanted or wanted in (r.outlet or "").casefold())
        and (since is None or (r.published is not None and r.published >= since))
        and (until is None or (r.published is not None and r.published <= until))
        and (named or r.copy_of is None)
    )  # fmt: skip
