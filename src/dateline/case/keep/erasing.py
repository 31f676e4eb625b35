"""Taking content out of a case for good: a source withdraws, a court orders. What stays is that something was erased,
when, by whom and why, and the chain of the log, which holds digests alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import or_, select

from dateline.case.keep.blanking import blanked
from dateline.case.keep.decisions import (
    entries_of,
    erase_bodies,
    forget_digests,
    judgements_about,
    restated_from,
    scrub,
    words_of,
)
from dateline.case.keep.finishing import (
    Finished,
    Say,
    Wanted,
    finish,
    job_left,
    leave_note,
    nothing_else_left,
    to_look_for,
)
from dateline.case.keep.keys import CaseKey
from dateline.case.keep.left import said
from dateline.case.keep.proof import Pieces, gathered, pieces_of_bytes, pieces_of_text, windows
from dateline.case.keep.protecting import finish_protecting, readings_in, whole_of, with_found_again
from dateline.case.keep.rows import records_of, remove, retold, rewrite
from dateline.case.keep.vault import kept_names
from dateline.case.store import schema as s
from dateline.case.store.entry import entry_of, pack, unpack
from dateline.case.store.sql import SqlStore
from dateline.errors import InputError, SettingsError
from dateline.protect.folding import tokens
from dateline.protect.policy import Policy
from dateline.protect.view import show

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

RUN: Final = 4
"""Words in a row that a reason may not share with what is erased."""
_WORD: Final = re.compile(r"[^\W\d_]+")
KINDS: Final = {"claim": s.CLAIM, "source": s.SOURCE}


@dataclass(frozen=True, slots=True)
class Erased:
    """What was taken away. `copies` are near copies of erased reports that stay, with what they repeat."""

    reports: tuple[str, ...]
    claims: int
    sources: int
    decisions: int
    """Log entries whose words were taken away."""
    copies: tuple[str, ...]
    finished: Finished | None = None


@dataclass(slots=True)
class Target:
    """What is to be erased: whole reports (row number -> id), and records of others."""

    reports: dict[int, str] = field(default_factory=dict)
    records: dict[int, set[str]] = field(default_factory=dict)
    kinds: Counter[str] = field(default_factory=Counter)
    missing: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Gone:
    """The words that go."""

    texts: list[str] = field(default_factory=list)
    blobs: list[bytes] = field(default_factory=list)
    claims: int = 0
    sources: int = 0

    def pieces(self) -> Iterator[bytes]:
        for text in self.texts:
            yield from pieces_of_text(text)
        for blob in self.blobs:
            yield from pieces_of_bytes(blob)


def erase(
    store: SqlStore, ids: Sequence[str], who: str, reason: str, *, report: str | None = None,
    key: CaseKey | None = None, say: Say = lambda told: None,
) -> Erased:  # fmt: skip
    """Erase reports, claims and sources by their ids; `report` limits claims and sources to one report.

    Rows go in one transaction; then come the copies, the free pages and the proof. Cut off anywhere, the same call goes
    on. Raises `InputError` where an id is not in the case, or was erased; `SettingsError` where the key is needed;
    `StillThere` where the wipe left something.
    """
    if not who.strip() or not reason.strip():
        raise SettingsError("Erasing is written down: say who erases, and why.")
    job: dict[str, Any] = {"what": "erase", "ids": sorted(set(ids)), "report": report, "who": who, "reason": reason}
    left = job_left(store)
    if left is not None:
        finished = finish_job(store, left, key, say)
        if {k: left.get(k) for k in ("ids", "report")} == {k: job[k] for k in ("ids", "report")}:
            return Erased(tuple(left.get("done", ())), 0, 0, 0, (), finished)
    with store.erasing() as c:
        target = target_of(c, job["ids"], report)
        if target.missing:
            raise InputError(store.where, _missing(c, target.missing), "`dateline show` lists what it holds.")
        done, wanted = _erase(store, c, target, job, key, proved=True)
        leave_note(c, job | {"done": list(done.reports)}, wanted)
    return Erased(
        done.reports, done.claims, done.sources, done.decisions, done.copies, finish_erasing(store, job, key, say)
    )


def finish_job(store: SqlStore, job: dict[str, Any], key: CaseKey | None, say: Say = lambda told: None) -> Finished:
    """Go on with what was cut off, whatever it was."""
    if job["what"] == "erase":
        return finish_erasing(store, job, key, say)
    nothing_else_left(store, "protect")
    if key is None:
        raise SettingsError(f"{store.where}: hiding a name was cut off, and needs the key of the case to be finished.")
    return finish_protecting(store, key, say)


def finish_erasing(store: SqlStore, job: dict[str, Any], key: CaseKey | None, say: Say = lambda told: None) -> Finished:
    """The copies, the free pages and the proof."""

    def change(copy: SqlStore) -> int:
        with copy.erasing() as c:
            target = target_of(c, job["ids"], job["report"])
            if not target.reports and not target.records:
                return 0
            done, _ = _erase(copy, c, target, job, key, proved=False)
        return len(done.reports) + done.claims + done.sources + done.decisions

    return finish(store, change, say)


def target_of(c: Connection, ids: Sequence[str], report: str | None = None) -> Target:
    """What ids stand for in a case. An erased report is missing like one that was never there."""
    found = Target()
    for id_ in ids:
        n = c.scalar(select(s.REPORT.c.n).join(s.BODY).where(s.REPORT.c.id == id_))
        if n is not None and report is None:
            found.reports[int(n)] = id_
            found.kinds["report"] += 1
            continue
        for kind, table in KINDS.items():
            wanted = select(s.READING.c.report).distinct().join(table, table.c.reading == s.READING.c.n)
            wanted = wanted.join(s.REPORT, s.REPORT.c.n == s.READING.c.report).where(table.c.id == id_)
            numbers = c.execute(wanted.where(s.REPORT.c.id == report) if report else wanted).scalars().all()
            for number in numbers:
                found.records.setdefault(int(number), set()).add(id_)
            found.kinds[kind] += bool(numbers)
            if numbers:
                break
        else:
            found.missing.append(id_)
    found.records = {n: kept for n, kept in found.records.items() if n not in found.reports}
    return found


def _missing(c: Connection, ids: Sequence[str]) -> str:
    """Which ids are no longer, or never were, in the case."""
    known = set(c.execute(select(s.REPORT.c.id).where(s.REPORT.c.id.in_(ids))).scalars())
    told = [f"{id_} {'was erased' if id_ in known else 'is not in it'}" for id_ in ids]
    return "; ".join(told) + "."


def _erase(
    store: SqlStore, c: Connection, target: Target, job: dict[str, Any], key: CaseKey | None, *, proved: bool
) -> tuple[Erased, Wanted]:
    """Take the rows away; what that was, and what a proof is to look for."""
    gone, copies = _Gone(), _copies(c, target)
    ids = set(target.reports.values()) | records_of(c, list(target.reports))
    ids |= _happenings(c, list(target.reports))
    for n, records in target.records.items():
        before = records_of(c, [n])
        for row in readings_in(c, n):
            _blank(store, c, row, records, key, gone)
        ids |= before - records_of(c, [n])
    for n in target.reports:
        _keep_words(c, n, gone)
    entries = restated_from(c, entries_of(c, target.reports) | judgements_about(c, ids))
    forget_digests(store, c, target.records)
    entries = {n for n in entries if c.scalar(select(s.LOG_BODY.c.seq).where(s.LOG_BODY.c.seq == n)) is not None}
    gone.texts += words_of(c, entries)
    quotes = Pieces(p for text in gone.texts for p in windows(text))
    for group in gathered(text.encode(errors="surrogatepass") for text in _other_texts(c, target.reports)):
        quotes = quotes.without(quotes.hits(b"\0".join(group)))
    entries |= scrub(c, quotes, entries)
    wanted = Wanted(Pieces())
    if proved:
        wanted = to_look_for(gone.pieces(), said(c, target.reports, entries, rewritten=target.records))
        _check_words(f"{job['who']} {job['reason']}", gone, wanted.pieces)
    erase_bodies(c, entries)
    for n in target.reports:
        remove(c, n)
    done = Erased(tuple(target.reports.values()), gone.claims, gone.sources, len(entries), copies)
    told = {"reports": len(done.reports), "claims": done.claims, "sources": done.sources, "entries": len(entries)}
    store.log_entry(c, "erase", {k: job[k] for k in ("who", "reason", "ids", "report")} | told)
    return done, wanted


def _check_words(told: str, gone: _Gone, pieces: Pieces) -> None:
    """Raise `SettingsError` where what is written down of an erasing repeats what is erased."""
    again = [w for w in _WORD.findall(told) if pieces.hits(w.encode())]
    erased = [f" {' '.join(tokens(text))} " for text in gone.texts]
    said_ = tokens(told)
    for n in range(len(said_) - RUN + 1):
        run = " ".join(said_[n : n + RUN])
        again += [run] if any(f" {run} " in text for text in erased) else []
    if again:
        words = ", ".join(f"“{w}”" for w in dict.fromkeys(again))
        raise SettingsError(
            f"Who erases and why is written down and stays, and {words} stands in what is to be erased. Say it in "
            "other words."
        )


def _blank(
    store: SqlStore, c: Connection, row: Row[Any], records: Collection[str], key: CaseKey | None, gone: _Gone
) -> None:
    """Take claims and sources out of one reading."""
    if row.sealed is not None and key is None:
        raise SettingsError(
            f"{store.where}: report {row.id} hides somebody, and its whole text is sealed. Give the key with --key, so "
            "that what is erased goes from there too."
        )
    whole = unpack(row.dossier) if row.sealed is None or key is None else whole_of(row, key, store.where)
    made = blanked(whole, records)
    view, sealed = made.dossier, None
    gone.texts += made.words
    gone.blobs += [row.dossier]
    if row.sealed is not None and key is not None:
        gone.blobs += [row.sealed]
        names = kept_names(c, key, store.where)
        view = show(made.dossier, Policy(protect=names, key=key.pseudonym_key)).dossier
        view = with_found_again(c, row, view, lambda told: told)
        sealed = key.seal(pack(made.dossier))
    entry = entry_of(view, "", key="", sealed=sealed)
    rewrite(store, c, row.reading, entry)
    if row.until is None:
        retold(c, row.report, entry)
        gone.claims += made.claims
        gone.sources += made.sources


def _keep_words(c: Connection, report: int, gone: _Gone) -> None:
    """Remember the words of a report for as long as they are looked for."""
    told = c.execute(select(s.REPORT.c.title, s.BODY.c.text).join(s.BODY).where(s.REPORT.c.n == report)).one()
    gone.texts += [text for text in told if text]
    gone.texts += list(c.execute(select(s.APPEARANCE.c.name).where(s.APPEARANCE.c.report == report)).scalars())
    for row in readings_in(c, report):
        gone.blobs += [blob for blob in (row.dossier, row.sealed) if blob is not None]
        gone.claims += row.claims if row.until is None else 0


def _other_texts(c: Connection, reports: Collection[int]) -> Iterator[str]:
    """The texts of the reports that stay, blanked ones as they are now."""
    wanted = select(s.BODY.c.text).where(s.BODY.c.report.not_in(reports))
    yield from c.execute(wanted.execution_options(yield_per=200)).scalars()


def _happenings(c: Connection, reports: Sequence[int]) -> set[str]:
    """Happenings that only erased reports tell of."""
    readings = select(s.READING.c.n).where(s.READING.c.report.in_(reports))
    events = select(s.EVENT.c.n).where(s.EVENT.c.reading.in_(readings))
    of = select(s.HAPPENING.c.id).join(s.MEMBER, s.MEMBER.c.happening == s.HAPPENING.c.n)
    told = set(c.execute(of.where(s.MEMBER.c.event.in_(events))).scalars())
    return told - set(c.execute(of.where(s.MEMBER.c.event.not_in(events))).scalars())


def _copies(c: Connection, target: Target) -> tuple[str, ...]:
    """Near copies of the reports that stay."""
    numbers = list(target.reports)
    originals = select(s.REPORT.c.copy_of).where(s.REPORT.c.n.in_(numbers), s.REPORT.c.copy_of.is_not(None))
    near = or_(s.REPORT.c.copy_of.in_(numbers), s.REPORT.c.n.in_(originals))
    wanted = select(s.REPORT.c.id).join(s.BODY).where(near, s.REPORT.c.n.not_in(numbers)).order_by(s.REPORT.c.n)
    return tuple(c.execute(wanted).scalars())
