"""Which claims are one voice: five outlets that quote one spokesman are one voice, not five.

Corroboration counts voices, so two claims are held for one voice wherever they may be. The rules, first that fits:

1. A *copy* of a report speaks with the voice of the report that it copies; so does a report whose byline or dateline
   credits one other outlet ("JUBA (Reuters) —").
2. The *report itself* (the narrator) is its outlet's voice, in all reports of that outlet; without an outlet it is the
   voice of that report and its copies.
3. An *outlet that is cited* ("Reuters reported") is that outlet's voice, whoever cites it.
4. An *institution* and whoever speaks for it ("the ministry", "an army spokesman", a spokesman by name) is one voice,
   whoever quotes it. Bodies of one state are told apart by their names.
5. A *named person* is one voice by name and affiliation, whoever quotes him; where reports know only one affiliation of
   a name, the name without one is the same person. A pseudonym is a name.
6. *Unnamed* people ("residents", "a medic") are a voice of the report that talked to them: another report's residents
   may be others. Passed on by another outlet ("medics told Reuters"), they are a voice of that outlet, since two that
   pass on one outlet's medics show nothing more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from dateline.case.facts import ReportFacts, Told
from dateline.case.ledger.words import folded, told_apart, words
from dateline.catalogue.lookup import Entry, load_catalogue

UNNAMED: Final = frozenset({"anonymous", "group"})
AT_HAND: Final = 8_000
"""Sources whose voice is kept, so that it is not looked for again."""


@dataclass(frozen=True, slots=True)
class Voice:
    """An independent voice: its key, and why the claim is counted with it."""

    key: str
    why: str


class Voices:
    """The voices of a case's reports. `copies` leads from a report's id to the id of the report that it copies.

    Of the reports only names are kept: for whom named persons speak, and whose words a copy has.
    """

    def __init__(self, reports: Iterable[ReportFacts] = (), copies: Mapping[str, str] | None = None) -> None:
        self._copies = dict(copies or {})
        self._copied = frozenset(self._copies.values())
        self._originals: dict[str, ReportFacts] = {}
        self._known: dict[tuple[object, ...], Voice] = {}
        self._affiliations: dict[str, set[str]] = {}
        for report in reports:
            self.meet(report)

    def meet(self, report: ReportFacts) -> None:
        """Learn what one report tells of voices. All are met before the first voice is asked for."""
        if report.report in self._copied:
            self._originals[report.report] = replace(
                report, text="", events=(), control=(), relations=(), actors=(), places=()
            )
        for told in _all_told(report):
            if told.kind == "named" and told.affiliation:
                self._affiliations.setdefault(person_name(told.name), set()).add(told.affiliation)

    def call(self, key_of: Callable[[str], str]) -> None:
        """Put those for whom people speak under the keys that they have in the case."""
        self._affiliations = {name: set(map(key_of, keys)) for name, keys in self._affiliations.items()}

    def voice_of(self, told: Told, report: ReportFacts) -> str:
        """The key of the voice that says it."""
        return self._voice(told, report).key

    def why(self, told: Told, report: ReportFacts) -> str:
        """Which of the rules makes it that voice, in a sentence."""
        return self._voice(told, report).why

    def family(self, report: str) -> str:
        """The report that a report copies, at the end of the chain; itself where it copies none."""
        seen = {report}
        while (copied := self._copies.get(report)) is not None and copied not in seen:
            seen.add(copied)
            report = copied
        return report if copied is None else min(seen)

    def _voice(self, told: Told, report: ReportFacts) -> Voice:
        """Looked up where the same source of the same report was asked for before."""
        key = (report.report, told.kind, told.name, told.affiliation, told.via, told.role)
        if key not in self._known:
            if len(self._known) >= AT_HAND:
                self._known.clear()
            self._known[key] = self._found(told, report)
        return self._known[key]

    def _found(self, told: Told, report: ReportFacts) -> Voice:
        if told.kind == "narrator":
            return self._narrator(report)
        if told.kind == "media" and (outlet := _outlet_key(told)):
            return Voice(_body_key(outlet), f"{told.name} is cited: whoever cites an outlet adds no voice to it.")
        if told.kind == "named":
            return self._person(told)
        if told.kind == "organisation" or (told.kind == "document" and told.affiliation):
            return Voice(_body(told), f"{told.name} speaks for an institution, which is one voice whoever quotes it.")
        return self._unnamed(told, report)

    def _narrator(self, report: ReportFacts) -> Voice:
        root = self._root(report)
        outlet = credit_of(root) or root.outlet
        of = f"outlet:{outlet_key(outlet)}" if outlet else f"report:{root.report}"
        if root.report != report.report:
            return Voice(of, f"The report copies {root.outlet or 'another report'}: both are one voice.")
        if credit_of(root):
            return Voice(of, f"The report credits {outlet}, whose voice it is.")
        if outlet:
            return Voice(of, f"The report's own words are the voice of {outlet}.")
        return Voice(of, "The report's own words, of an outlet that is not known.")

    def _person(self, told: Told) -> Voice:
        if told.affiliation and _speaks(told):
            return Voice(_body(told), f"{told.name} speaks for an institution, which is one voice whoever quotes it.")
        name = person_name(told.name)
        known = self._affiliations.get(name, set())
        of = told.affiliation or (next(iter(known)) if len(known) == 1 else "")
        return Voice(
            f"person:{name}@{of}", f"{told.name} is one voice by name and affiliation, whoever quotes the words."
        )

    def _unnamed(self, told: Told, report: ReportFacts) -> Voice:
        root = self._root(report)
        who = " ".join(sorted(told_apart(told.name))) or folded(told.name)
        passed = outlet_key(told.via[0]) if told.via else ""
        if passed and passed != (outlet_key(root.outlet) if root.outlet else ""):
            return Voice(
                f"unnamed:{passed}:{who}", f"{told.name} (not named) as {told.via[0]} has them: a voice of that outlet."
            )
        return Voice(
            f"unnamed:{root.report}:{who}", f"{told.name} (not named): a voice of the report that talked to them."
        )

    def _root(self, report: ReportFacts) -> ReportFacts:
        return self._originals.get(self.family(report.report), report)


def credit_of(report: ReportFacts) -> str | None:
    """The one other outlet that the byline or dateline credits, by its catalogue name; None where there is not one."""
    line = report.dateline or ""
    bracketed = line[line.find("(") + 1 : line.rfind(")")] if "(" in line and ")" in line else ""
    own = outlet_key(report.outlet) if report.outlet else ""
    parts = [p for text in (*report.byline, bracketed) for p in _parts(text)]
    found = {e.key: e.name for p in parts if (e := _media(p)) is not None and e.key != own}
    return next(iter(found.values())) if len(found) == 1 else None


def _parts(text: str) -> list[str]:
    """ "Ann Example, Reuters" as its parts."""
    for mark in ("/", ";", "|", " and ", " for "):
        text = text.replace(mark, ",")
    return [p.strip() for p in text.split(",") if p.strip()]


@lru_cache(maxsize=4096)
def _media(name: str) -> Entry | None:
    entry = load_catalogue().find(name.strip())
    return entry if entry is not None and entry.kind == "media" else None


@lru_cache(maxsize=4096)
def outlet_key(name: str) -> str:
    """An outlet across reports: the catalogue's key, else the folded name."""
    entry = _media(name)
    return entry.key if entry is not None else folded(name)


def _outlet_key(told: Told) -> str | None:
    """The outlet that is cited; None for "local media", which names none."""
    if told.affiliation and not told.affiliation.startswith("name:"):
        return told.affiliation
    named = _media(told.name) is not None or any(c.isupper() for c in told.name)
    return outlet_key(told.name) if named else None


@lru_cache(maxsize=4096)
def person_name(name: str) -> str:
    """A person's name without title: "Col. Ann Example" is "ann example"."""
    catalogue = load_catalogue()
    parts = name.split()
    while len(parts) > 1:
        cut = next((n for n in (3, 2, 1) if n < len(parts) and catalogue.title(" ".join(parts[:n]))), 0)
        if not cut:
            break
        parts = parts[cut:]
    return folded(" ".join(parts))


def _speaks(told: Told) -> bool:
    return any(word in words("speaks") for word in folded(told.role or "").split())


def _body(told: Told) -> str:
    """The key of an institution: of the actor that it is, else its name's words, beside its state where it has one."""
    key = told.affiliation or "name:" + told.name
    if key.startswith("name:"):
        name = key.removeprefix("name:")
        bare = " ".join(w for w in name.split() if folded(w) not in words("empty") | words("speaks"))
        entry = load_catalogue().find(name) or load_catalogue().find(bare)
        return _body_key(entry.key) if entry is not None else f"body:{_joined(told_apart(name)) or folded(name)}"
    state = load_catalogue().entries.get(key)
    if state is None or state.kind != "state":
        return _body_key(key)
    of = {p for n in (state.name, *state.aliases, *state.adjectives) for p in told_apart(n)}
    rest = frozenset() if told.kind == "named" else told_apart(told.name) - of
    return f"body:{key}:{_joined(rest)}" if rest else f"body:{key}"


def _body_key(key: str) -> str:
    """The key of a body that the catalogue may know: an outlet is the same voice whether it reports or is cited."""
    entry = load_catalogue().entries.get(key)
    return f"body:{key}" if entry is not None and entry.kind != "media" else f"outlet:{key}"


def _joined(found: frozenset[str]) -> str:
    return " ".join(sorted(found))


def _all_told(report: ReportFacts) -> Iterator[Told]:
    for event in report.events:
        yield from event.told
        for side in event.sides:
            yield from side.told
        for toll in event.tolls:
            yield from toll.told
        for rival in event.rivals:
            yield from rival.told
        yield from (*event.when_told, *event.where_told)
    for control in report.control:
        yield from control.told
    for relation in report.relations:
        yield from relation.told
