"""Who is hidden in a report, for whoever holds the key."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import select

from dateline.case.keep.keys import CaseKey
from dateline.case.keep.protecting import readings_in, whole_of
from dateline.case.keep.vault import kept_names
from dateline.case.store import schema as s
from dateline.case.store.sql import SqlStore
from dateline.errors import InputError
from dateline.protect.policy import Policy
from dateline.protect.view import show


@dataclass(frozen=True, slots=True)
class Identity:
    """Somebody hidden: what views call them, and who they are."""

    label: str
    name: str | None = field(repr=False)
    description: str | None = field(repr=False)


def identities(store: SqlStore, key: CaseKey, report: str) -> list[Identity]:
    """Who is hidden in a report, each once. Raises `InputError` where it is not in the case, or sealed for another
    key."""
    with store.engine.connect() as c:
        n = c.scalar(select(s.REPORT.c.n).where(s.REPORT.c.id == report))
        rows = [] if n is None else [row for row in readings_in(c, n) if row.until is None]
        if not rows:
            raise InputError(store.where, f"{report} is not in it.", "`dateline show` lists what it holds.")
        whole = whole_of(rows[0], key, store.where)
        names = kept_names(c, key, store.where)
    labels = dict(show(whole, Policy(protect=names, key=key.pseudonym_key)).labels)
    people: dict[str, tuple[str | None, str | None]] = {a.id: (a.name, None) for a in whole.actors}
    people |= {v.id: (v.name, None) for v in whole.victims}
    people |= {x.id: (x.name, x.description if x.description != x.name else None) for x in whole.sources}
    found = [Identity(label, *people.get(id_, (None, None))) for id_, label in labels.items()]
    return list(dict.fromkeys(found))
