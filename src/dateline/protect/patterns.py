"""From the persons to hide to what is looked for: all forms of their names, what they are, where they work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from dateline.model.dossier import Dossier
from dateline.model.records import Actor, Place
from dateline.model.span import Evidence
from dateline.protect.edits import Edit, Spans, What, merged
from dateline.protect.finder import Clash, Finder, Pattern, Rule
from dateline.protect.folding import tokens
from dateline.protect.names import Unit, forms, is_common, name_of
from dateline.protect.people import PERSONS, Hidden
from dateline.protect.roles import Role, generalise, plural_of, plurals, role_class, singulars
from dateline.protect.spots import spots
from dateline.protect.tables import rows, words

Phrases = list[tuple[Sequence[str], Pattern]]
PLACE: Final = "[place withheld]"
NAME: Final = "[name withheld]"
WORDS: Final = "[words withheld]"
LEAST_TELLING: Final = 3
"""Words of a description, apart from those of grammar and vague roles, by which it points at one person."""
LEAST_WORDS: Final = 3
"""Words from which a withheld quotation is looked for elsewhere too."""
LEAST_SECRET: Final = 5
"""Letters of a single word that may not be left anywhere; shorter ones are other words in lower case."""


class Plan:
    """What one view hides: the patterns, the finder made of them, and what may be left nowhere."""

    def __init__(
        self, dossier: Dossier, people: Sequence[Hidden], shown: Sequence[str], withheld: Sequence[str]
    ) -> None:
        """`shown` is what each person is called ("source A"), `withheld` the quotations that are not shown."""
        self._dossier, self._people, self._shown = dossier, people, shown
        self._parts = [frozenset(w for name in p.names for w in name.tokens) for p in people]
        wholes = [pair for n, p in enumerate(people) for pair in self._wholes(n, p)]
        wholes += [(t, Pattern("always", WORDS, "words")) for t in map(tokens, withheld) if len(t) >= LEAST_WORDS]
        text = dossier.document.text
        first = Finder(wholes, self._parts, hide_contacts=False)
        spans = [Edit(*span, "source", "") for p in people for span in p.spans]
        self.closed = Spans((e.start, e.end, "") for e in merged([*first.find(text, document=True), *spans], text))
        """What is hidden at first sight, before parts of names and nouns are looked for."""
        self._visible = _Visible(dossier, {id_ for p in people for id_ in p.ids}, self.closed, first, self._families())
        self.patterns: Phrases = [*wholes, *self._parts_of_names(), *self._heads(), *self._gone()]
        self.patterns += [(name, Pattern("keep")) for name in self._visible.kept]

    def shared(self, person: Hidden, words_: str) -> bool:
        """Whether words are a part of a hidden name that somebody who may be seen is called by too."""
        said = tokens(words_)
        parts = {unit for n in person.names if len(n.units) > 1 for unit in n.units}
        return said in parts and self._visible.clash(said) == "person"

    def _families(self) -> frozenset[Unit]:
        """Last names in the plural ("the Garangs"), which a reader may take for somebody."""
        last = {name.units[-1] for p in self._people for name in p.names}
        return frozenset((*unit[:-1], unit[-1] + "s") for unit in last)

    def finder(self, *, hide_contacts: bool, hide_coordinates: bool) -> Finder:
        return Finder(
            self.patterns, self._parts, self._visible.spans, self._visible.words,
            hide_contacts=hide_contacts, hide_coordinates=hide_coordinates,
        )  # fmt: skip

    def secrets(self) -> Iterator[tuple[str, ...]]:
        """Words in a row that may be left nowhere."""
        kept = {word for name in self._visible.kept for word in name}
        own = {p.shown for _, p in self.patterns} | {
            n for row in rows("classes") for n in (row["class"], row["plural"])
        }
        said = {t[n:m] for t in map(tokens, own) for n in range(len(t)) for m in range(n + 1, len(t) + 1)}
        for phrase, p in self.patterns:
            plain = len(phrase) == 1 and (len(phrase[0]) < LEAST_SECRET or is_common(tuple(phrase)))
            part = p.rule == "surname" and not p.common and not p.clash and not set(phrase) & kept
            free = set(phrase) <= words("calendar") or tuple(phrase) in said  # what a view says itself
            if not plain and not free and (p.rule == "always" or part):
                yield tuple(phrase)

    # -- persons ----------------------------------------------------------------------------------

    def _what(self, person: Hidden) -> What:
        return "source" if person.sources else "name"

    def _wholes(self, n: int, person: Hidden) -> Iterator[tuple[Sequence[str], Pattern]]:
        """What means the person wherever it stands: whole names, the owner's words, telling descriptions."""
        shown, what = f"[{self._shown[n]}]", self._what(person)
        for name in person.names:
            for form, rule in forms(name):
                plain = all(is_common((word,)) for word in form)
                if rule in {"full", "turned"}:
                    yield form, Pattern("capitals" if rule == "turned" and plain else "always", shown, what, n)
                elif rule == "initial":
                    yield form, Pattern("initial", shown, what, n, common=plain or is_common(form[-1:]))
        for phrase in person.phrases:
            yield tokens(phrase), Pattern("always", shown, what, n)
        for description in person.descriptions:
            for told in telling(description):
                yield told, Pattern("always", shown, what, n)

    def _parts_of_names(self) -> Iterator[tuple[Sequence[str], Pattern]]:
        """First and last names that stand alone; one that two hidden persons share is nobody's in particular."""
        owners: dict[Unit, dict[int, str]] = {}
        for n, person in enumerate(self._people):
            for name in person.names:
                for form, rule in forms(name):
                    if rule in {"surname", "given"}:
                        known = owners.setdefault(form, {})
                        known[n] = "surname" if "surname" in {rule, known.get(n)} else "given"
        for form, who in owners.items():
            n = next(iter(who))
            shown = f"[{self._shown[n]}]" if len(who) == 1 else NAME
            as_: Rule = "surname" if "surname" in who.values() else "given"
            clash = self._visible.clash(form)
            what = self._what(self._people[n]) if len(who) == 1 else "name"
            only = n if len(who) == 1 else None
            yield form, Pattern(as_, shown, what, only, is_common(form), clash)
            if as_ == "surname":
                family = (*form[:-1], form[-1] + "s")
                yield family, Pattern("surname", NAME, "name", None, is_common(family), self._visible.clash(family))

    def _heads(self) -> Iterator[tuple[Sequence[str], Pattern]]:
        """The nouns for what hidden persons are, where these say more than a class ("nurse")."""
        owners: dict[tuple[str, ...], list[int]] = {}
        roles: dict[tuple[str, ...], Role] = {}
        for n, person in enumerate(self._people):
            for role in {
                r.single: r for d in person.descriptions if (r := generalise(d)) is not None and r.specific
            }.values():
                for single in _heads_in(role):
                    owners.setdefault(single, []).append(n)
                    roles[single] = role
        for single, who in owners.items():
            name = roles[single].name
            alone = len(set(who)) == 1 and not self._people[who[0]].many and not self._visible.called(single)
            own = f"[{self._shown[who[0]]}]" if alone else ""
            yield single, Pattern("head", name, "source" if alone else "role", who[0] if alone else None, own=own)
            for many in plurals(single[-1]):
                yield (*single[:-1], many), Pattern("head", name, "role", plural=plural_of(name))

    def _gone(self) -> Iterator[tuple[Sequence[str], Pattern]]:
        """Names of places and actors that only hidden words tell of."""
        records: list[tuple[Place | Actor, str]] = [(p, PLACE) for p in self._dossier.places]
        records += [(a, NAME) for a in self._dossier.actors if name_of(a.name) is not None]
        for record, shown in records:
            name = tokens(record.name)
            inside = all(self.closed.holding(m.start, m.end) is not None for m in record.mentions)
            known = record.id in self._visible.hidden or self._visible.clash(name) or name in self._visible.kept
            if inside and not known and name and not (len(name) == 1 and is_common(name)):
                yield name, Pattern("always", shown, "name")


def _heads_in(role: Role) -> list[tuple[str, ...]]:
    """The role itself, and its last word where that is such a role too ("head nurse", "nurse")."""
    last = role.single[-1:]
    shorter = len(role.single) > 1 and role_class(last) == role.name and last[0] not in words("plain")
    return [role.single, last] if shorter and last != tokens(role.name) else [role.single]


def telling(description: str) -> list[tuple[str, ...]]:
    """The ways in which a description that points at one person may be repeated: whole, from its noun up to any later
    word, the noun with any one of its places, the place before the noun ("Kodok hospital nurse")."""
    role = generalise(description)
    folded = list(tokens(description))
    while folded and folded[0] in words("article"):
        folded.pop(0)
    grammar = words("article") | words("preposition") | words("relative") | words("auxiliary") | words("pronoun")
    if "s" in folded[1:-1] and role is not None and not role.specific and description.lower().startswith("the "):
        return [("the", *folded)]  # "the chief’s son"
    vague = {
        w for w in folded if any(s in words("plain") or (s,) == tokens(role_class((s,)) or "") for s in singulars(w))
    }
    said = [w for w in folded if w not in grammar | vague and len(w) > 1]
    if role is None or not role.specific or role.words[-1] not in folded:
        return [tuple(folded)] if len(said) >= LEAST_TELLING else []
    at = folded.index(role.words[-1])
    head, rest = tuple(folded[: at + 1]), folded[at + 1 :]
    found = {head + tuple(rest[:n]) for n in range(1, len(rest) + 1) if rest[n - 1] not in grammar}
    found |= {(head[-1], *rest[:n]) for n in range(1, len(rest) + 1) if rest[n - 1] not in grammar}
    for phrase in _phrases(rest):
        found |= {(head[-1], *phrase[:n]) for n in range(2, len(phrase) + 1) if phrase[n - 1] not in grammar}
        place = [w for w in phrase[1:] if w not in words("article")]
        found |= {(*place, head[-1]), (*place[-2:], head[-1])} if place else set()
        found |= {(place[-1], head[-1])} if place and place[-1] not in words("anchor") else set()
    found |= {head} if len(head) > 1 and len(said) > 1 and set(head[:-1]) - grammar else set()
    return sorted(f for f in found if len(f) > 1)


def _phrases(rest: Sequence[str]) -> Iterator[list[str]]:
    """The prepositional phrases of a description, up to its first clause."""
    phrase: list[str] = []
    for word in rest:
        if word in words("relative") | words("auxiliary") | words("linking"):
            break
        if word in words("preposition"):
            if len(phrase) > 1:
                yield phrase
            phrase = [word]
        elif phrase:
            phrase.append(word)
    if len(phrase) > 1:
        yield phrase


class _Visible:
    """Places, organisations and persons that may be seen: what is called by their names is not the hidden person."""

    def __init__(
        self, dossier: Dossier, hidden: set[str], closed: Spans, finder: Finder, families: frozenset[Unit]
    ) -> None:
        self.hidden, self._dossier, self._closed = hidden, dossier, closed
        self._places = {t for names in self._placed() for t in names}
        people = [names for names in self._persons() if not families & set(names)]
        self._people = {unit[-1] for names in people for n in names if len(n) > 1 for unit in _units(n)}
        self._alone = {n for names in people for n in names if len(n) == 1}
        names = {*self._places, *(n for some in people for n in some)}
        self.kept = {t for t in names if len(t) > 1 and _whole(finder, t)}
        self.words = frozenset(word for name in names for word in name)
        self._spots = spots(dossier.document.text)
        self.spans = Spans((m.start, m.end, "") for m in self._mentions())

    def clash(self, unit: tuple[str, ...]) -> Clash:
        """What else is called by a part of a name: a place, another person, perhaps a place, or nothing."""
        if unit in self._places:
            return "place"
        if unit[-1] in self._people or unit in self._alone:
            return "person"
        return "spot" if unit[-1] in self._spots else ""

    def called(self, single: tuple[str, ...]) -> bool:
        """Whether anybody who may be seen is called by a noun too, so that "the nurse" may be another."""
        spans = [m for a in self._dossier.actors if a.id not in self.hidden for m in a.mentions]
        spans += [m for s in self._dossier.sources if s.id not in self.hidden for m in s.mentions]
        forms_ = {single[-1], *plurals(single[-1])}
        return any(forms_ & set(tokens(m.quote)) for m in spans if self._closed.holding(m.start, m.end) is None)

    def _open(self, mentions: Iterable[Evidence]) -> bool:
        return any(self._closed.holding(m.start, m.end) is None for m in mentions)

    def _own(self, actor: Actor) -> list[Evidence]:
        """The mentions of an organisation, less those by a part of a hidden name where another such mention stands in
        the whole name: there the reader took a person for it ("Amal" of "Amal Example" for a movement)."""
        inside = {tokens(m.quote) for m in actor.mentions if self._closed.holding(m.start, m.end) is not None}
        states = {"state", "government", "military"}
        return [m for m in actor.mentions if actor.kind in states or tokens(m.quote) not in inside]

    def _placed(self) -> Iterator[list[tuple[str, ...]]]:
        d = self._dossier
        for place in d.places:
            if (place.lat is not None or place.kind == "country") and self._open(place.mentions):
                yield [tokens(place.name)]
        for actor in d.actors:
            if actor.kind not in {"person", "other"} and self._open(self._own(actor)):
                names = [actor.name, *(a for a in actor.aliases if name_of(a) is not None)]
                yield [tokens(n if actor.catalogue else _unowned(n)) for n in names]

    def _persons(self) -> Iterator[list[tuple[str, ...]]]:
        d = self._dossier
        texts = [v.name for v in d.victims if v.id not in self.hidden]
        texts += [s.name for s in d.sources if s.id not in self.hidden and s.kind in PERSONS and s.name]
        texts += [a.name for a in d.actors if a.id not in self.hidden and a.kind == "person" and self._open(a.mentions)]
        for text in texts:
            name = name_of(text)
            if name is not None:
                yield [name.tokens]

    def _mentions(self) -> Iterator[Evidence]:
        d = self._dossier
        for actor in d.actors:
            if actor.kind == "person" and actor.id not in self.hidden and name_of(actor.name) is not None:
                yield from actor.mentions
        for source in d.sources:
            if source.kind in PERSONS and source.name and source.id not in self.hidden:
                yield from source.mentions


def _unowned(name: str) -> str:
    """A description without whose they are: "Amal's fighters" has a hidden person's name, which is not the group's."""
    return name.replace("’", "'").rpartition("'s ")[2]


def _units(name: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    yield from ((word,) for word in name if word not in words("particle"))


def _whole(finder: Finder, name: tuple[str, ...]) -> bool:
    """Whether no hidden name is a part of another's."""
    return not finder.find(" ".join(name))
