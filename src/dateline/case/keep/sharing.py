"""What may leave the house: an export of a case through the same gate as every other face, never the case itself.

A ZIP of JSON: dossiers with short quotes and coarsened places, decisions without who made them, which events are one
happening, and a manifest of what is in it and what is not. Whole texts, sealed parts, names of files and coders, the
log and the rules of the case stay at home.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from dateline import __version__
from dateline.case.facts import EventFacts
from dateline.case.keep.cleaning import Cleaner
from dateline.case.keep.keys import CaseKey
from dateline.case.keep.vault import hidden_names, hides_by_hand
from dateline.case.store.sql import SqlStore
from dateline.case.views.choosing import HAPPENING, event_of
from dateline.case.views.loading import PASSED_ON, Facts
from dateline.case.views.passing import value_passed_on
from dateline.errors import InputError
from dateline.files import replacing
from dateline.model.judgement import Judgement
from dateline.model.schema import dossier_to_json
from dateline.protect.gate import LeakError
from dateline.protect.policy import SHARED, Policy
from dateline.protect.view import show

FORMAT: Final = "dateline-share/1"
_THEN: Final = (1980, 1, 1, 0, 0, 0)
"""One date for all files in it: equal cases give equal exports."""
LEFT_OUT: Final = (
    "whole texts of reports", "sealed originals and names hidden by hand", "the key and whatever is made with it",
    "names of files that reports came from", "the log and its chain", "rules of the case", "notes",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shared:
    """What was written, and what was hidden in it: (what, how often)."""

    reports: int
    judgements: int
    redactions: tuple[tuple[str, int], ...]
    manifest: dict[str, Any] = field(repr=False)


def share(
    store: SqlStore, path: Path, *, coders: bool = False, reasons: bool = False, key: CaseKey | None = None,
    policy: Policy = SHARED, done: Callable[[int], None] = lambda n: None,
) -> Shared:  # fmt: skip
    """Write what may be passed on to a new ZIP file, whole or not at all.

    `coders` adds who decided, `reasons` their reasons in their own words. With the case's key the names hidden by hand
    are looked for once more in all that is written. Raises `LeakError` where something to hide could not be hidden.
    """
    names = hidden_names(store, key) if key is not None else ()
    if key is None and (coders or reasons) and hides_by_hand(store):
        raise InputError(
            store.where,
            "hides names by hand, and what coders wrote may hold them: only the key tells.",
            "Give the key with --key FILE, or leave out --coders and --reasons.",
        )
    hidden: Counter[str] = Counter()
    files: dict[str, dict[str, Any]] = {}
    with replacing(path) as stream, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        dossiers = _dossiers(store, replace(policy, protect=(*policy.protect, *names)), hidden, done)
        files["dossiers.jsonl"] = _write(made, "dossiers.jsonl", dossiers)
        passed_on = _Values(store, policy)
        judged = _judgements(map(passed_on.of, store.judgements()), Cleaner(names), coders=coders, reasons=reasons)
        files["judgements.jsonl"] = _write(made, "judgements.jsonl", judged)
        groups = ({"happening": h, "events": list(e)} for h, e in store.groups().items())
        files["happenings.jsonl"] = _write(made, "happenings.jsonl", map(_line, groups))
        told = _manifest(store, policy, files, hidden, coders=coders, reasons=reasons)
        _write(made, "manifest.json", [json.dumps(told, ensure_ascii=False, indent=2)])
    rows = {name: int(said["lines"]) for name, said in files.items()}
    return Shared(rows["dossiers.jsonl"], rows["judgements.jsonl"], tuple(sorted(hidden.items())), told)


def _dossiers(store: SqlStore, policy: Policy, hidden: Counter[str], done: Callable[[int], None]) -> Iterator[str]:
    for n, kept in enumerate(store.readings(), 1):
        try:
            shown = show(kept.dossier, policy)
        except LeakError as exc:
            raise LeakError(f"report {kept.report}, {exc.where}") from exc
        hidden.update({r.what: r.count for r in shown.redactions})
        yield dossier_to_json(shown.dossier)
        done(n)


@dataclass
class _Values:
    """Points that people set, moved as those of reports are."""

    store: SqlStore
    policy: Policy

    @cached_property
    def _facts(self) -> Facts:
        return Facts(self.store, replace(PASSED_ON, coarsen_km=self.policy.coarsen_km))

    @cached_property
    def _groups(self) -> dict[str, tuple[str, ...]]:
        return self.store.groups()

    def of(self, j: Judgement) -> Judgement:
        """A decision with the values as they may be passed on."""
        km = self.policy.coarsen_km
        if km is None or (j.value is None and j.before is None):
            return j
        told = self._accounts(j.about)
        return replace(j, value=value_passed_on(j.value, told, km), before=value_passed_on(j.before, told, km))

    def _accounts(self, about: Iterable[str]) -> list[EventFacts]:
        """What reports tell of the happenings and events that a decision is about."""
        events = {e for a in about for e in self._groups.get(a, (event_of(a) if a.startswith(HAPPENING) else a,))}
        reports = set(self.store.reports_of(sorted(events)).values())
        return [e for r in self._facts.of(reports).values() for e in r.events if e.id in events]


def _judgements(made: Iterable[Judgement], cleaner: Cleaner, *, coders: bool, reasons: bool) -> Iterator[str]:
    for j in made:
        if j.verb == "note":
            continue
        told = {
            "id": j.id, "verb": j.verb, "of": j.of, "about": list(j.about), "by": j.by, "slot": j.slot,
            "value": j.value, "before": j.before, "day": j.at[:10],
            "undone": f"judgement-{j.undone}" if j.undone else None,
        }  # fmt: skip
        told |= {"who": j.who} if coders else {}
        told |= {"reason": j.reason} if reasons else {}
        yield _line(cleaner.value(told))


def _line(told: Any) -> str:
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


def _write(made: zipfile.ZipFile, name: str, lines: Iterable[str]) -> dict[str, Any]:
    """Write a file of lines into the ZIP; its digest, size and number of lines."""
    info = zipfile.ZipInfo(name, _THEN)
    info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
    digest, size, count = hashlib.sha256(), 0, 0
    with made.open(info, "w", force_zip64=True) as stream:
        for line in lines:
            data = line.encode() + b"\n"
            digest.update(data)
            size, count = size + len(data), count + 1
            stream.write(data)
    return {"sha256": digest.hexdigest(), "bytes": size, "lines": count}


def _manifest(
    store: SqlStore, policy: Policy, files: dict[str, dict[str, Any]], hidden: Counter[str], *, coders: bool,
    reasons: bool,
) -> dict[str, Any]:  # fmt: skip
    left_out = [*LEFT_OUT, *([] if coders else ["who decided"]), *([] if reasons else ["reasons of decisions"])]
    return {
        "format": FORMAT,
        "made_by": f"dateline {__version__}",
        "case": store.info().id,
        "recorded_until": store.info().seq,
        "policy": {"longest_quote": policy.quote, "places_coarsened_to_km": policy.coarsen_km},
        "files": files,
        "hidden": dict(sorted(hidden.items())),
        "left_out": left_out,
        "note": "Made for passing on. It is no copy of the case: nothing can be restored from it.",
    }
