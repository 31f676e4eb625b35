"""What may be seen of a dossier: the contents page of this room.

`show` hides persons and contacts, coarsens places and cuts quotes as a policy says, and gives back a valid dossier of
its own, whose offsets point into its own text. Everything that shows or writes a dossier goes through it.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from dateline.errors import SettingsError
from dateline.model.document import Document, Section
from dateline.model.dossier import Dossier
from dateline.model.span import Evidence
from dateline.protect.edits import Edit, Shift, Spans, What, merged
from dateline.protect.excerpt import MARK, excerpt
from dateline.protect.finder import CONTACT, COORDINATES, Finder
from dateline.protect.folding import tokens, whole_words
from dateline.protect.gate import Gate, check_dossier
from dateline.protect.identities import WITHHELD, hidden_persons
from dateline.protect.masks import kept_affiliation, masked
from dateline.protect.patterns import WORDS, Plan
from dateline.protect.people import Hidden
from dateline.protect.places import coarsened, to_move, unplaced
from dateline.protect.policy import Policy, Redaction, Shown
from dateline.protect.prune import Closed, pruned
from dateline.protect.pseudonyms import pseudonyms
from dateline.protect.roles import plural_of
from dateline.protect.rows import spared
from dateline.protect.sensitivity import self_describing
from dateline.protect.walk import rewritten

CLOSED: Final = {"source": "person", "name": "person", "words": "words"}
"""Which replacements hide what stands within them."""
ROUNDS: Final = 2
"""How often a text is gone over again where a name was run together with what was replaced."""
_BRACKETED: Final = re.compile(r"\[[^\[\]\n]{1,60}\]")
LEAST_DIGITS: Final = 5
"""Digits from which a number that was hidden may be left nowhere."""
_UNTOLD: Final = frozenset({"person", "source"})
"""Roles that say nothing."""


def show(dossier: Dossier, policy: Policy = Policy()) -> Shown:  # a policy is frozen
    """The dossier as it may be seen under a policy.

    Raises `SettingsError` for a policy that makes no sense, `LeakError` where something to hide could not be hidden:
    then nothing is shown.
    """
    _check(policy)
    if policy == Policy(reveal=True, protect=policy.protect, key=policy.key):
        return Shown(dossier, policy)
    view, redactions, labels, gate, unmatched = _redacted(dossier, policy)
    if policy.coarsen_km is not None:
        view, moved = coarsened(view, policy.coarsen_km)
        redactions += [Redaction("place", f"square of {policy.coarsen_km:g} km", moved)] if moved else []
    if policy.quote is not None:
        fixed = Spans((m.start(), m.end(), "") for m in _BRACKETED.finditer(view.document.text))
        view, gaps = excerpt(view, policy.quote, len(dossier.document.text), fixed)
        redactions += [Redaction("text", MARK, gaps)] if gaps else []
    check_dossier(view, gate)
    return Shown(view, policy, tuple(redactions), labels, unmatched, gate)


def _redacted(
    dossier: Dossier, policy: Policy
) -> tuple[Dossier, list[Redaction], tuple[tuple[str, str], ...], Gate, tuple[int, ...]]:
    """The dossier without what is hidden; what that was, what hidden persons are called, the gate for the rest, and
    which of the owner's words were not found."""
    people = [] if policy.reveal else hidden_persons(dossier, policy.protect)
    names = _called(people, dossier.document.source_sha256, policy.key)
    withheld = [] if policy.reveal else _withheld(dossier, people)
    # most reports hide nobody: then no name is looked for, and none need be told apart from those to hide
    plan = Plan(dossier, people, names, [e.quote for e in withheld]) if people or withheld else None
    found = plan.finder if plan is not None else Finder
    finder = found(hide_contacts=not policy.reveal, hide_coordinates=policy.coarsen_km is not None)
    moved = policy.coarsen_km is not None and bool(to_move(dossier))
    if dossier.document.dataset is not None and dossier.document.title is not None:
        finder.spare(dossier.document.title)  # it holds the event's number
    edits = _edits(dossier, people, names, withheld, plan, finder, moved=moved)
    gate = Gate([*(plan.secrets() if plan is not None else ()), *_contacts(dossier, edits)])
    view, left_out = _without(dossier, people, names, edits)
    view = _moved(view, Shift(dossier.document.text, edits), finder)
    for _ in range(ROUNDS):
        text = view.document.text
        if not gate.leaks(text):
            break
        view = _moved(view, Shift(text, merged(finder.find(text), text)), finder)
    redactions = _counted(edits)
    if view.document.url is None and dossier.document.url is not None:
        redactions.append(Redaction("url", None, 1))
    if left_out:
        redactions.append(Redaction("record", None, left_out))
    labels = tuple((id_, name) for p, name in zip(people, names, strict=True) for id_ in sorted(p.ids))
    unmatched = () if policy.reveal else _unmatched(dossier.document.text, policy.protect, people, edits)
    return view, redactions, labels, gate, unmatched


def _unmatched(text: str, protect: Sequence[str], people: Sequence[Hidden], edits: Sequence[Edit]) -> tuple[int, ...]:
    """Which of the owner's words are neither those of a person of the report nor stand in it."""
    met = {e.who for e in edits}
    found = {phrase for n, p in enumerate(people) if p.ids or n in met for phrase in p.phrases}
    missing = {phrase for phrase in protect if phrase not in found}
    said = f" {' '.join(tokens(text))} " if missing else ""
    missing = {phrase for phrase in missing if not tokens(phrase) or f" {' '.join(tokens(phrase))} " not in said}
    return tuple(n for n, phrase in enumerate(protect) if phrase in missing)


def _check(policy: Policy) -> None:
    protect: object = policy.protect
    if isinstance(protect, str):
        raise SettingsError("protect: it is one text. Give names and phrases as a tuple.")
    if policy.quote is not None and policy.quote < 1:
        raise SettingsError(
            f"quote: {policy.quote} characters are no quote. Give 1 or more, or None for the whole text."
        )
    km = policy.coarsen_km
    if km is not None and not (math.isfinite(km) and 0 < km <= 1000):
        raise SettingsError(f"coarsen_km: a square of {km} km cannot be drawn. Give more than 0 and at most 1000.")


def _called(people: Sequence[Hidden], document_sha256: str, key: bytes | None) -> list[str]:
    """What each person is called: sources by pseudonyms, others "name withheld"."""
    sources = [p.identity(document_sha256) for p in people if p.sources]
    made = iter(pseudonyms(sources, key))
    return [next(made) if p.sources else WITHHELD for p in people]


def _withheld(dossier: Dossier, people: Sequence[Hidden]) -> list[Evidence]:
    """The words of hidden sources that describe them."""
    hidden = {s.id for p in people for s in p.sources}
    telling = self_describing(dossier.claims, hidden)
    return [e for c in dossier.claims if c.id in telling for e in c.content]


def _edits(
    dossier: Dossier,
    people: Sequence[Hidden],
    names: Sequence[str],
    withheld: Sequence[Evidence],
    plan: Plan | None,
    finder: Finder,
    *,
    moved: bool,
) -> list[Edit]:
    """All replacements in the report's text, in order. The first one of a source tells its role too."""
    text = dossier.document.text
    found = spared(dossier.document, finder.find(text, document=True), moved=moved, shown=COORDINATES)
    for n, person in enumerate(people):
        what: What = "source" if person.sources else "name"
        for span in person.spans:
            shared = plan is not None and plan.shared(person, text[slice(*span)])
            shown, who = (WITHHELD, None) if shared else (names[n], n)
            found.append(Edit(*whole_words(text, *span), "name" if shared else what, f"[{shown}]", who))
    found += [Edit(*whole_words(text, e.start, e.end), "words", WORDS) for e in withheld]
    edits = merged(found, text)
    met: set[int] = set()
    for n, edit in enumerate(edits):
        if edit.who is not None and edit.who not in met and edit.what == "source":
            met.add(edit.who)
            edits[n] = replace(edit, shown=_introduced(people[edit.who], names[edit.who]))
    return edits


def _introduced(person: Hidden, name: str) -> str:
    if person.role is None or person.role.name in _UNTOLD:
        return f"[{name}]"
    return f"[{name}, {plural_of(person.role.name) if person.many else person.role.name}]"


def _without(
    dossier: Dossier, people: Sequence[Hidden], names: Sequence[str], edits: Sequence[Edit]
) -> tuple[Dossier, int]:
    """The dossier with hidden persons masked and without what only hidden words tell of."""
    if not people:
        return dossier, 0
    kinds = {a.id: a.kind for a in dossier.actors}
    kept = {a for p in people if (a := kept_affiliation(p, kinds)) is not None}
    closed = Closed(Spans((e.start, e.end, CLOSED[e.what]) for e in edits if e.what in CLOSED))
    hidden = {id_ for p in people for id_ in p.ids}
    return pruned(masked(dossier, people, names), closed, hidden, kept)


def _moved(dossier: Dossier, shift: Shift, finder: Finder) -> Dossier:
    """The dossier over its new text: evidence where it now stands, all other strings cleaned."""
    old = dossier.document
    file = replace(old.file, spans=()) if old.file is not None else None  # they would tell how long a name was
    document = replace(old, text=shift.text, sections=_sections(old, shift), file=file)
    url = old.url if old.url is None or not finder.leaks_in_url(old.url) else None

    def spot(e: Evidence) -> Evidence:
        start, end = shift.span(e.start, e.end)
        return Evidence(start, end, shift.text[start:end])

    view = rewritten(replace(dossier, document=replace(document, url=None)), spot, finder.clean)
    places = tuple(
        unplaced(new) if new.name != was.name else new for was, new in zip(dossier.places, view.places, strict=True)
    )
    return replace(view, document=replace(view.document, url=url), places=places)


def _sections(document: Document, shift: Shift) -> tuple[Section, ...]:
    found: list[Section] = []
    at = 0
    for s in document.sections:
        start, end = shift.span(s.start, s.end)
        if max(start, at) < end:
            found.append(replace(s, start=max(start, at), end=end))
            at = end
    return tuple(found)


def _counted(edits: Sequence[Edit]) -> list[Redaction]:
    """What was replaced in the text, and how often; sources by what they are called."""
    counts = Counter((e.what, e.shown.strip("[]").partition(",")[0]) for e in edits)
    return [Redaction(what, shown, n) for (what, shown), n in counts.items()]


def _contacts(dossier: Dossier, edits: Sequence[Edit]) -> list[tuple[str, ...]]:
    """The numbers and addresses that were replaced, as words that may be left nowhere; a handle may be made of a name
    that may be seen."""
    found = (dossier.document.text[e.start : e.end] for e in edits if e.shown == CONTACT)
    return [tokens(t) for t in found if "@" in t[1:] or sum(c.isdigit() for c in t) >= LEAST_DIGITS]
