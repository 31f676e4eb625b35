"""Records that people found, in the report's reading itself: so that search, maps, exports and linking know them.

Such a reading is the one that was read, with the records added, and takes its place in the log as a newer reading does:
the one before stays. The original that is sealed with it stays the one that was read, so that whoever holds the key
finds the same people; what people added stands in their decisions, and is put in again wherever a reading is made anew.
Decisions in a double coding bring nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dateline.case.ledger.decisions import holding
from dateline.case.review.drafting import Draft
from dateline.case.review.finding import found, without_found
from dateline.case.review.reviewing import LISTS
from dateline.case.store.entry import Entry, entry_of, unpack
from dateline.case.store.protocol import Store, Stored
from dateline.model.dossier import Dossier
from dateline.model.integrity import faults
from dateline.model.judgement import Judgement


def with_found(dossier: Dossier, judgements: Sequence[Judgement]) -> Dossier:
    """The dossier with the records that people found in it, and without those that they took back. `judgements` are
    those on the report, undone ones too. A record that does not fit any more (its words are hidden since) is left
    out."""
    adds = [j for j in judgements if j.verb == "add"]
    if not adds:
        return dossier
    made = without_found(dossier, adds)
    for add in holding(judgements):
        draft = Draft.of(made)
        one = found(add, draft) if add.verb == "add" else None
        if one is not None:
            name = LISTS[one[0]]
            more = draft.into(made, {name: (*getattr(made, name), one[1])})
            made = made if faults(more) else more
    return made


def amended(store: Store, stored: Stored, judgements: Sequence[Judgement], since: int | None = None) -> bool:
    """Write the reading that the decisions on a report ask for; False where it is the one that holds. `since`: the
    number of the log before `stored` was read. Raises `ConflictError` where somebody was hidden after it: what was read
    before may name them."""
    dossier = with_found(stored.dossier, judgements)
    appearance = store.appearance_of(stored.report) if dossier != stored.dossier else None
    if appearance is None:
        return False
    key, name = appearance
    store.reread([entry_of(dossier, name, key=key, sealed=stored.sealed)], since=since)
    return True


def kept_with_found(store: Store, entries: Iterable[Entry]) -> list[Entry]:
    """Entries of newer readings with what people found in the reports before."""
    return [_with_found(store, entry) for entry in entries]


def _with_found(store: Store, entry: Entry) -> Entry:
    adds = [j for j in store.judgements_about([entry.id]) if j.verb == "add"]
    if not adds:
        return entry
    undos = store.judgements_about([j.id for j in adds])
    more = store.judgements_about([j.id for j in undos])
    dossier = with_found(unpack(entry.dossier), [*adds, *undos, *more])
    made = entry_of(dossier, entry.name, key=entry.key, sealed=entry.sealed, bands=entry.bands)
    return replace(made, copy_of=entry.copy_of, likeness=entry.likeness)
