"""What a sheet says of itself: format, reports, policy, what is not shown, and how to correct it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from dateline import __version__
from dateline.exports.cells import LONGEST
from dateline.exports.columns import rows, sheets
from dateline.exports.view import Row
from dateline.protect.policy import Policy, Redaction, Shown

FORMAT: Final = "dateline-sheet/1"
NAMED: Final = 12
"""Stand-ins that one line names; the rest are counted."""


@dataclass(slots=True)
class Told:
    """What is gathered while the reports go by."""

    reports: Counter[str] = field(default_factory=Counter)
    policies: Counter[str] = field(default_factory=Counter)
    hidden: Counter[str] = field(default_factory=Counter)
    """How often each kind of thing is not shown."""
    stand_ins: dict[str, dict[str, None]] = field(default_factory=dict)
    """What stands in its place, in order."""
    gazetteers: Counter[str] = field(default_factory=Counter)
    cut: int = 0
    """Cells that were too long."""

    def add(self, shown: Shown) -> None:
        receipt = shown.dossier.receipt
        self.reports[shown.dossier.document.id] += 1
        self.policies[policy_words(shown.policy)] += 1
        self.gazetteers[f"{receipt.gazetteer.name} {receipt.gazetteer.version}"] += 1
        for redaction in shown.redactions:
            self.hidden[redaction.what] += redaction.count
            named = self.stand_ins.setdefault(redaction.what, {})
            if redaction.shown_as:
                named[redaction.shown_as] = None


def policy_words(policy: Policy) -> str:
    """A policy in words. Names to hide are counted, and the secret only mentioned."""
    if policy.reveal:
        told = ["Protected persons are shown as they are: for whoever owns the reports, not to be passed on."]
    else:
        told = ["Whom the reports protect is not named."]
    if policy.protect:
        told.append(f"Names and phrases hidden besides: {len(policy.protect)}.")
    if policy.key is not None:
        told.append("Pseudonyms are made with the secret of the case: the same in every report.")
    elif not policy.reveal:
        told.append("Pseudonyms hold for one report: source A of another is somebody else.")
    if policy.quote is not None:
        told.append(f"Quotes have at most {policy.quote} characters.")
    if policy.coarsen_km is not None:
        told.append(f"Sensitive places are moved to the middle of a square {policy.coarsen_km:g} km wide.")
    return " ".join(told)


def redaction_words(redaction: Redaction) -> str:
    """One kind of thing that is not shown, how often, and what stands in its place."""
    return f"{redaction.what}: {redaction.count}" + (f", shown as {redaction.shown_as}" if redaction.shown_as else "")


def about_rows(told: Told) -> Iterator[Row]:
    """The lines of the sheet `about`; ids of the reports come last, as they may be many."""
    first, *rest = rows("about")
    yield _line(first["item"], first["says"].format(format=FORMAT))
    yield from (_line("policy", words + _share(n, told)) for words, n in told.policies.items())
    yield from _hidden(told)
    for row in rest:
        yield _line(row["item"], row["says"].format(version=__version__, longest=f"{LONGEST:,}"))
    yield _line("cells cut", f"{told.cut:,} cells were too long and end with “…”.")
    yield from (_line("list of places", words + _share(n, told)) for words, n in told.gazetteers.items())
    yield from (_line(f"sheet {sheet.name}", sheet.meaning) for sheet in sheets().values())
    yield _line("reports", f"{told.reports.total():,}, told of in the sheet reports.")
    yield from _reports(told.reports)


def _line(item: str, says: str) -> Row:
    return {"item": item, "says": says}


def _share(number: int, told: Told) -> str:
    """Of how many reports it holds, unless of all."""
    return "" if number == told.reports.total() else f" ({number:,} of the reports)"


def _hidden(told: Told) -> Iterator[Row]:
    if not told.hidden:
        yield _line("not shown", "Nothing was left out or replaced.")
    for what, count in told.hidden.items():
        names = list(told.stand_ins[what])
        more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
        shown_as = f"; in its place stand: {', '.join(names[:NAMED])}{more}" if names else ""
        yield _line(f"not shown: {what}", f"{count:,} times{shown_as}.")


def _reports(reports: Counter[str]) -> Iterator[Row]:
    for id_, times in reports.items():
        yield _line("report", id_ if times == 1 else f"{id_} ({times} times: its rows stand here as often)")


def report_row(shown: Shown) -> Row:
    """One report in the sheet `reports`."""
    dossier, d = shown.dossier, shown.dossier.document
    receipt = dossier.receipt
    counts = ("events", "claims", "sources", "actors", "places", "findings")
    return {
        "report": d.id,
        "title": d.title,
        "outlet": d.outlet,
        "byline": list(d.byline),
        "filed_from": d.dateline.place if d.dateline else None,
        "published": d.published.date,
        "published_basis": d.published.basis,
        "language": d.language,
        "url": d.url,
        "source_sha256": d.source_sha256,
        "words": len(d.text.split()),
        **{name: len(getattr(dossier, name)) for name in counts},
        "disagreements": sum(f.verdict == "disagrees" for f in dossier.findings),
        "given_up": [f"{dropped.reason}: {dropped.count}" for dropped in receipt.dropped],
        "not_shown": [redaction_words(r) for r in shown.redactions],
        "program": f"{receipt.dateline}, engine {receipt.engine}",
        "gazetteer": f"{receipt.gazetteer.name} {receipt.gazetteer.version}",
        "codebook": receipt.codebook,
    }
