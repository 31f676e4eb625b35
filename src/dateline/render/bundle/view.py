"""A situation as the folder shows it: the same view as that of one page, whose quotes lead to the report's own words;
and what of all reports is kept in short while their pages are written one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields

from dateline.model.dossier import Dossier
from dateline.model.situation import Happening, LedgerEntry, Said, Situation
from dateline.model.vocabulary import SourceKind, Verdict
from dateline.render.bundle.links import words_anchor
from dateline.render.page.findings import verdict_words
from dateline.render.page.markup import Markup, el
from dateline.render.situation.view import SituationView, view_of
from dateline.render.words import check_word, clean, shorten

MESSAGE = 400
"""Characters of what a check says that a list shows; the report's page has all."""


@dataclass(frozen=True, slots=True)
class BundleView(SituationView):
    """The view of all pages of a folder."""

    def words(self, said: Said, inner: Markup) -> Markup:
        return el("a", {"class": "w", "href": f"#{words_anchor(said.report, said.start)}"}, inner)


def bundle_view(situation: Situation) -> BundleView:
    """The view of a situation."""
    plain = view_of(situation)
    return BundleView(*(getattr(plain, f.name) for f in fields(plain)))


@dataclass(frozen=True, slots=True)
class Check:
    """What a check says of one report."""

    report: str
    id: str
    what: str
    verdict: Verdict
    words: str
    """The verdict in words."""
    message: str
    about: tuple[str, ...]


def checks_of(dossier: Dossier) -> Iterator[Check]:
    """The checks of a report, in short."""
    for f in dossier.findings:
        yield Check(
            dossier.document.id, f.id, check_word(f), f.verdict, verdict_words(f), shorten(f.message, MESSAGE), f.about
        )  # fmt: skip


@dataclass(slots=True)
class Voiced:
    """Who speaks in a case: one voice with all that it is quoted for."""

    voice: str
    name: str
    kind: SourceKind
    outlets: dict[str, None] = field(default_factory=dict)
    reports: dict[str, None] = field(default_factory=dict)
    happenings: dict[str, None] = field(default_factory=dict)
    first: str | None = None
    last: str | None = None
    """The first and last day on which it speaks."""

    def add(self, said: Said, happening: str | None) -> None:
        self.reports.setdefault(said.report)
        if said.outlet:
            self.outlets.setdefault(clean(said.outlet))
        if happening:
            self.happenings.setdefault(happening)
        if day := clean(said.said or said.published or ""):
            self.first, self.last = min(self.first or day, day), max(self.last or day, day)


def voices_in(situation: Situation) -> list[Voiced]:
    """All voices of a situation, those that tell of most happenings first."""
    found: dict[str, Voiced] = {}
    for said, happening in _all_said(situation):
        name = "the report itself" if said.source_kind == "narrator" else said.source
        one = found.setdefault(said.voice, Voiced(said.voice, clean(name), said.source_kind))
        one.add(said, happening)
    return sorted(found.values(), key=lambda v: (-len(v.happenings), -len(v.reports), v.name.casefold(), v.voice))


def _all_said(situation: Situation) -> Iterator[tuple[Said, str | None]]:
    for h in situation.happenings:
        yield from ((said, h.id) for slot in h.slots for said in slot.said)
        yield from ((said, h.id) for side in h.sides for said in side.said)
    yield from ((said, None) for held in situation.held for said in held.said)
    yield from ((said, None) for bond in situation.bonds for said in bond.said)


def entries_about(entries: Iterable[LedgerEntry]) -> dict[str, list[LedgerEntry]]:
    """What the ledger says, by what it is about."""
    found: dict[str, list[LedgerEntry]] = {}
    for entry in entries:
        found.setdefault(entry.about, []).append(entry)
    return found


def told_by(happenings: Iterable[Happening]) -> dict[str, list[Happening]]:
    """Happenings by the reports that tell them."""
    found: dict[str, list[Happening]] = {}
    for h in happenings:
        for report in dict.fromkeys(r for r, _ in h.events):
            found.setdefault(report, []).append(h)
    return found
