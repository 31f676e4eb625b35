"""Who is protected in one report and named in another: together the two reports would tell who the source is.

Nothing is hidden by this alone: a name may be that of somebody else, or of somebody who spoke openly elsewhere and
meant to. Whoever keeps the case decides (`dateline protect CASE --across`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import select

from dateline.case.keep.keys import CaseKey
from dateline.case.keep.protecting import readings_in, whole_of
from dateline.case.keep.vault import kept_names
from dateline.case.store import schema as s
from dateline.case.store.sql import SqlStore
from dateline.model.dossier import Dossier
from dateline.protect.folding import tokens
from dateline.protect.policy import Policy
from dateline.protect.view import show

LEAST: Final = 2
"""Words of a name that is looked for: a first name alone is everybody's."""


@dataclass(frozen=True, slots=True)
class Across:
    """Full names that some reports protect and others give, and those others (ids)."""

    names: tuple[str, ...] = field(repr=False)
    reports: tuple[str, ...]


def named_openly(store: SqlStore, key: CaseKey) -> Across:
    """Look in every report as it may be seen for the full names of sources that other reports protect.

    Raises `InputError` where the key is of another case.
    """
    with store.engine.connect() as c:
        known = kept_names(c, key, store.where)
        sealed = [row for row in readings_in(c) if row.until is None and row.sealed is not None]
        protected = {n for row in sealed for n in _protected(whole_of(row, key, store.where), known, key)}
        wanted = {" ".join(tokens(name)): name for name in sorted(protected)}
        names: set[str] = set()
        reports: list[str] = []
        bodies = select(s.REPORT.c.id, s.BODY.c.text).join(s.BODY, s.BODY.c.report == s.REPORT.c.n)
        for report, text in c.execute(bodies.order_by(s.REPORT.c.n)):
            said = f" {' '.join(tokens(text))} "
            found = {name for folded, name in wanted.items() if f" {folded} " in said}
            names |= found
            reports += [report] if found else []
    return Across(tuple(sorted(names)), tuple(reports))


def _protected(whole: Dossier, known: tuple[str, ...], key: CaseKey) -> set[str]:
    """The full names of a report's hidden sources."""
    hidden = {id_ for id_, _ in show(whole, Policy(protect=known, key=key.pseudonym_key)).labels}
    people: list[tuple[str, str | None]] = [(p.id, p.name) for p in whole.sources]
    people += [(p.id, p.name) for p in whole.actors]
    people += [(p.id, p.name) for p in whole.victims]
    return {name for id_, name in people if id_ in hidden and name and len(tokens(name)) >= LEAST}
