"""Hiding somebody after reports were added: everything that names them is shown anew, and the old words are wiped."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select, update

from dateline.case.keep.cleaning import Cleaner
from dateline.case.keep.decisions import restate
from dateline.case.keep.finishing import Finished, Say, finish, leave_note, nothing_else_left, to_look_for
from dateline.case.keep.keys import CaseKey
from dateline.case.keep.left import said
from dateline.case.keep.proof import pieces_of_bytes, pieces_of_phrase
from dateline.case.keep.rows import retold, rewrite
from dateline.case.keep.vault import claimed, keep_names, kept_names
from dateline.case.review.amending import with_found
from dateline.case.store import schema as s
from dateline.case.store.entry import entry_of, pack, unpack
from dateline.case.store.judging import judgements_in, worded
from dateline.case.store.sql import SqlStore
from dateline.errors import DossierError, InputError, SettingsError
from dateline.model.dossier import Dossier
from dateline.protect.folding import tokens
from dateline.protect.gate import LeakError
from dateline.protect.policy import Policy
from dateline.protect.view import show

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

PIECES_OF_A_REPORT: Final = 8
"""Windows of an old view's compressed bytes that are looked for: its words alone may be a few."""


@dataclass(frozen=True, slots=True)
class Protected:
    """What hiding changed."""

    reports: tuple[str, ...]
    restated: int
    """Log entries whose words were taken away and said again without the names."""
    unmatched: tuple[int, ...]
    """Positions of names that nothing in the case holds."""
    finished: Finished


@dataclass(slots=True)
class _Done:
    reports: dict[int, str]
    restated: dict[int, int]
    matched: set[str]
    pieces: set[bytes]


def protect(store: SqlStore, key: CaseKey, names: Sequence[str], who: str, say: Say = lambda told: None) -> Protected:
    """Hide names and phrases in everything that the case holds, and in all that is added later.

    Rows are rewritten in one transaction; then come the copies and the free pages. Cut off anywhere, the same call goes
    on. Raises `InputError` for a key of another case, `LeakError` where a report cannot be shown without a name (then
    nothing is changed), `StillThere` where the wipe left something.
    """
    asked = [name.strip() for name in names if tokens(name)]
    if len(asked) < len(names):
        raise SettingsError("One of the names to hide holds no letters or digits.")
    nothing_else_left(store, "protect")
    with store.erasing() as c:
        claimed(c, key, store.where)
        known = kept_names(c, key, store.where)
        every = tuple(dict.fromkeys([*known, *asked]))
        done = _hide(store, c, key, every, who)
        keep_names(c, key, every)
        pieces = {p for name in every for form in (name, *done.matched) for p in pieces_of_phrase(form)} | done.pieces
        leave_note(c, {"what": "protect"}, to_look_for(pieces, said(c), _refuser(every, store.where)))
    unmatched = tuple(n for n, name in enumerate(asked) if not _met(name, done.matched) and name not in known)
    return Protected(tuple(done.reports.values()), len(done.restated), unmatched, finish_protecting(store, key, say))


def finish_protecting(store: SqlStore, key: CaseKey, say: Say = lambda told: None) -> Finished:
    """The copies, the free pages and the proof."""
    with store.engine.connect() as c:
        names = kept_names(c, key, store.where)

    def change(copy: SqlStore) -> int:
        with copy.erasing() as c:
            claimed(c, key, copy.where)
            done = _hide(copy, c, key, names, "dateline")
            keep_names(c, key, names)
        return len(done.reports) + len(done.restated)

    return finish(store, change, say)


def _hide(store: SqlStore, c: Connection, key: CaseKey, names: Sequence[str], who: str) -> _Done:
    """Show every report anew, and clean what else the case says."""
    done = _Done({}, {}, set(), set())
    cleaner = Cleaner(names)
    for row in readings_in(c):
        whole = whole_of(row, key, store.where)
        done.matched |= _surfaces(cleaner, whole)
        try:
            view = show(whole, Policy(protect=tuple(names), key=key.pseudonym_key)).dossier
        except LeakError as exc:
            raise LeakError(f"{row.id}, {exc.where}") from exc
        view = with_found_again(c, row, view, cleaner.value)
        packed = pack(view)
        if packed != row.dossier:
            _replace(store, c, key, row, whole, view)
            done.reports[row.report] = row.id
            done.pieces |= set(list(pieces_of_bytes(row.dossier))[:PIECES_OF_A_REPORT])
    _appearances(c, cleaner)
    done.restated = restate(store, c, cleaner, done.reports)
    if done.reports or done.restated:
        numbers = {str(a): b for a, b in done.restated.items()}
        store.log_entry(c, "protect", {"who": who, "reports": len(done.reports), "restated": numbers})
    return done


def with_found_again(c: Connection, row: Row[Any], view: Dossier, clean: Callable[[Any], Any]) -> Dossier:
    """The view with what people found in the report: what is sealed is the report as it was read. `clean` takes names
    out of what they wrote; a record whose words are hidden now is not in the view any more, and its decision stays."""
    if row.until is not None or row.sealed is None:
        return view
    return with_found(view, [worded(j, clean) for j in judgements_in(c, [row.id])])


def _replace(store: SqlStore, c: Connection, key: CaseKey, row: Row[Any], whole: Dossier, view: Dossier) -> None:
    sealed = row.sealed if row.sealed is not None else key.seal(pack(whole))
    entry = entry_of(view, "", key="", sealed=sealed)
    rewrite(store, c, row.reading, entry)
    if row.until is None:
        retold(c, row.report, entry)


def readings_in(c: Connection, report: int | None = None) -> Iterator[Row[Any]]:
    """All readings of a case, or of one report, one in memory at a time."""
    wanted = select(s.READING.c.n).order_by(s.READING.c.n)
    numbers = c.execute(wanted if report is None else wanted.where(s.READING.c.report == report)).scalars().all()
    columns = (
        s.READING.c.n.label("reading"), s.READING.c.until, s.READING.c.claims, s.READING.c.dossier, s.READING.c.sealed,
        s.REPORT.c.n.label("report"), s.REPORT.c.id,
    )  # fmt: skip
    for n in numbers:
        one = select(*columns).join(s.REPORT, s.REPORT.c.n == s.READING.c.report).where(s.READING.c.n == n)
        yield c.execute(one).one()


def whole_of(row: Row[Any], key: CaseKey, where: str) -> Dossier:
    """The dossier of a reading with everybody in it. Raises `InputError` where it was sealed for another key."""
    if row.sealed is None:
        return unpack(row.dossier)
    try:
        return unpack(key.unseal(row.sealed))
    except ValueError as exc:
        raise InputError(where, f"report {row.id} was sealed for another key, or is damaged.") from exc
    except DossierError as exc:
        raise InputError(where, f"the sealed part of report {row.id} is damaged.") from exc


def _surfaces(cleaner: Cleaner, whole: Dossier) -> set[str]:
    """How the names are written in a report, where they are more than one word."""
    document = whole.document
    texts = (document.text, document.title or "", *document.byline)
    return {found for text in texts for found in cleaner.surfaces(text) if len(tokens(found)) > 1}


def _appearances(c: Connection, cleaner: Cleaner) -> None:
    for row in c.execute(select(s.APPEARANCE)).all():
        told = {"name": cleaner.clean(row.name), "url": cleaner.url(row.url)}
        told["outlet"] = cleaner.clean(row.outlet) if row.outlet else row.outlet
        if any(told[k] != getattr(row, k) for k in told):
            c.execute(update(s.APPEARANCE).where(s.APPEARANCE.c.n == row.n).values(**told))


def _refuser(names: Sequence[str], where: str) -> Callable[[bytes], None]:
    """What sees to it that no whole name is left in words that a case says; a part of a longer word is none."""
    wanted = [f" {' '.join(tokens(name))} " for name in names]

    def refuse(told: bytes) -> None:
        left = f" {' '.join(tokens(told.decode(errors='replace')))} "
        if any(name in left for name in wanted):
            raise LeakError(where)

    return refuse


def _met(name: str, matched: set[str]) -> bool:
    """Whether a name was found; titles beside it may have been taken with it."""
    wanted = f" {' '.join(tokens(name))} "
    return any(wanted in f" {' '.join(tokens(found))} " for found in matched)
