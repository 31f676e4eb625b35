"""Mentions -> actors: which mentions are the same actor within one report, and what is said of it as a whole.

Anaphora point back to the nearest actor of their class; a bare noun ("militants") is the one group that the report
calls by it ("Taliban militants"); an unknown name that differs from another by a letter or two is one name misspelt.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate

from dateline.catalogue.lookup import Catalogue
from dateline.model.document import Document
from dateline.model.ids import record_id
from dateline.model.layers import Mention
from dateline.model.origin import by_rule
from dateline.model.parse import Parse, Token
from dateline.model.records import Actor
from dateline.model.span import Evidence

CLASSES: dict[str, frozenset[str]] = {
    "armed": frozenset({"rebel group", "militia", "coalition"}),
    "rebel": frozenset({"rebel group", "militia"}),
    "militia": frozenset({"militia", "rebel group"}),
    "government": frozenset({"government"}),
    "coalition": frozenset({"coalition"}),
    "military": frozenset({"military"}),
    "police": frozenset({"police"}),
    "office": frozenset({"ngo", "government", "international organisation", "other"}),
}
"""Class of an anaphor -> kinds of actor that it may point to."""
NAMED_OR_OWNED = frozenset({"rebel group", "militia", "military", "coalition", "police"})
SIMILAR = 0.86
"""Share of letters in common from which two unknown names of eight letters or more are one name misspelt."""


_NUMBER = re.compile(
    r"^(?:(?:at least|more than|up to|about|around|nearly|some|several|many|few|dozens of|hundreds of|thousands of"
    r"|how many|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|other|\d[\d,.]*)\s+)+",
    re.IGNORECASE,
)
"""Number words that open a description and are no part of who it is."""


class _Spread:
    """Mentions in the order of their starts, to be asked for those that touch a stretch of the text."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._mentions = mentions
        self._starts = [m.start for m in mentions]
        self._reach = list(accumulate((m.end for m in mentions), max))

    def touching(self, start: int, end: int) -> list[Mention]:
        first, last = bisect_right(self._reach, start), bisect_left(self._starts, end)
        return [m for m in self._mentions[first:last] if start < m.end]


class ActorTable:
    """The actors of a report, by mention. Records are made for every actor; `records(used)` gives those that count."""

    def __init__(self, document: Document, parse: Parse, mentions: list[Mention], catalogue: Catalogue) -> None:
        self._document, self._parse, self._catalogue = document, parse, catalogue
        self.mentions = mentions
        self._by_head = {m.head: m for m in mentions}
        self._starts = [m.start for m in mentions]
        settle(mentions, parse)
        self._of_key: dict[str, list[Mention]] = {}
        for m in mentions:
            self._of_key.setdefault(m.key, []).append(m)
        self._ids = {key: self._id(key) for key in self._of_key}
        self._key_of_id = {v: k for k, v in self._ids.items()}
        self._part_of: dict[str, str] = {}
        self._kinds = {v: self._kind(k) for k, v in self._ids.items()}
        self._owners = {k: next((m.owner for m in ms if m.owner), None) for k, ms in self._of_key.items()}
        self._main_government = main_government(mentions)
        self._all = _Spread(mentions)
        self._spreads = {key: _Spread(ms) for key, ms in self._of_key.items()}

    def _evidence(self, mention: Mention) -> Evidence:
        return self._document.evidence(mention.start, mention.end)

    def _id(self, key: str) -> str:
        spans = [self._evidence(m) for m in self._of_key[key]]
        return record_id(self._document.source_sha256, "actor", self._kind(key), spans[:1])

    def _kind(self, key: str) -> str:
        counts = Counter(m.kind for m in self._of_key[key])
        return min(counts, key=lambda k: (-counts[k], k))

    def mention_at(self, token: Token) -> Mention | None:
        """The mention headed by a token."""
        return self._by_head.get(token.i)

    def id_of(self, mention: Mention) -> str:
        return self._ids[mention.key]

    def kind_of(self, actor: str) -> str:
        return self._kinds[actor]

    def by_key(self, key: str) -> str | None:
        """The actor of a key ("s:US"), if the report mentions it."""
        return self._ids.get(key)

    def first(self, actor: str) -> Evidence:
        """The first mention of an actor, which its relations' and events' ids hash."""
        return self._evidence(self._of_key[self._key_of_id[actor]][0])

    def armed(self, mention: Mention) -> bool:
        """Whether the word for it says that it bears arms ("gunmen", "attackers"), whatever its kind."""
        head = self._catalogue.head(self._parse.tokens[mention.head].lemma)
        return mention.form == "nominal" and head is not None and head.armed

    def bears_arms(self, actor: str) -> bool:
        """Whether any mention of an actor says that it bears arms."""
        return any(self.armed(m) for m in self.mentions_of(actor))

    def owner_of(self, actor: str) -> str | None:
        """The state or group that an actor's mentions name as its owner, if the report mentions it as an actor."""
        owner = self._owners[self._key_of_id[actor]]
        return self._ids.get(owner) if owner else None

    def government_of(self, state: str) -> str | None:
        """The government of a state, where the report names both."""
        key = self._key_of_id[state]
        return self._ids.get(f"g:{key}:government") if key.startswith("s:") else None

    def main_government(self) -> str | None:
        """The government of the report's main country: what "regime" means in "pro-regime" and "regime-held"."""
        key = self._main_government
        return self._ids.get(key) if key else None

    def mentions_of(self, actor: str) -> list[Mention]:
        return self._of_key[self._key_of_id[actor]]

    def mention_over(self, actor: str, offset: int) -> Mention | None:
        """The first mention of an actor that holds a character."""
        return next(iter(self._spreads[self._key_of_id[actor]].touching(offset, offset + 1)), None)

    def at(self, start: int, end: int) -> str | None:
        """The actor whose mention covers most of start..end, or lies in it."""
        best = max(
            self._all.touching(start, end),
            key=lambda m: (min(m.end, end) - max(m.start, start), -(m.end - m.start)),
            default=None,
        )
        return self._ids[best.key] if best else None

    def put_under(self, actor: str, whole: str) -> None:
        """Record that an actor is part of another (the first such statement stands)."""
        if actor != whole and self._part_of.get(whole) != actor:
            self._part_of.setdefault(actor, whole)

    def records(self, used: set[str]) -> tuple[Actor, ...]:
        """Actor records in order of first mention; `used` are ids that events, relations, control or claims name."""
        wanted = set(used) | {self._ids[k] for k in self._of_key if self._stands_alone(k)}
        for actor in used:
            if actor in self._part_of:
                wanted.add(self._part_of[actor])
        keys = [k for k in self._of_key if self._ids[k] in wanted]
        return tuple(self._record(k) for k in keys)

    def _stands_alone(self, key: str) -> bool:
        """Whether the report names an actor so plainly that it counts though no record uses it: forces, governments and
        organisations with a name or an owner, named persons and outlets. States and bare nouns must do something."""
        kind = self._kind(key)
        if kind in NAMED_OR_OWNED:
            return key.startswith(("n:", "o:", "g:s:"))
        if kind in {"government", "international organisation", "ngo"}:
            return not key.startswith("i:")
        return (kind == "media" and key.startswith(("n:", "o:"))) or (kind == "person" and key.startswith("p:"))

    def _record(self, key: str) -> Actor:
        mentions = self._own(key)
        spans = tuple(dict.fromkeys(self._evidence(m) for m in mentions))
        entry = self._catalogue.entries.get(next((m.catalogue for m in mentions if m.catalogue), ""))
        surfaces = dict.fromkeys(" ".join(e.quote.split()) for e in spans)
        name = entry.name if entry else self._name(surfaces, mentions)
        iso = self._country(key)
        return Actor(
            self._ids[key], name, tuple(s for s in surfaces if s != name), self._kind(key), iso,  # type: ignore[arg-type]  # the catalogue checks its ISO codes on load
            self._part_of.get(self._ids[key]), {"key": entry.key, "source": entry.source} if entry else {}, spans,
            by_rule(mentions[0].rule),
        )  # fmt: skip

    def _own(self, key: str) -> list[Mention]:
        """An actor's mentions; a state's adjective inside the name of its force ("Turkish forces") is not one, unless
        the state is named no other way."""
        mentions = self._of_key[key]
        if not key.startswith("s:"):
            return mentions
        own = [
            m
            for m in mentions
            if not any(o is not m and o.owner == key and o.start <= m.start and m.end <= o.end for o in self._around(m))
        ]
        return own or mentions

    def _around(self, m: Mention) -> list[Mention]:
        n = bisect_left(self._starts, m.start + 1)
        return self.mentions[max(0, n - 4) : n]

    @staticmethod
    def _name(surfaces: Iterable[str], mentions: list[Mention]) -> str:
        """The longest proper name; for a description, the longest wording without its number."""
        proper = [" ".join(m.name.split()) for m in mentions if m.form == "named"]
        if proper:
            return max(proper, key=len)
        plain = [_NUMBER.sub("", s) for s in surfaces]
        return max((p for p in plain if p), key=len, default=" ".join(mentions[0].name.split()))

    def _country(self, key: str) -> str | None:
        entry = self._catalogue.entries.get(next((m.catalogue for m in self._of_key[key] if m.catalogue), ""))
        if entry is not None:
            return entry.country
        for part in key.split(":s:")[1:]:
            return part.split(":")[0].split("+")[0]
        return None


def settle(mentions: list[Mention], parse: Parse) -> None:
    """Give every mention its final key: anaphora, bare nouns, governments without a state, misspelt names."""
    _join_appositions(mentions, parse)
    _point_back(mentions, parse)
    _join_governments(mentions)
    _join_bare(mentions)
    _join_spellings(mentions)


def _join_appositions(mentions: list[Mention], parse: Parse) -> None:
    """ "X, a militia from the north", "X is the largest faction", "the rebel group X", "a fighter named X": the
    description is a mention of X."""
    by_head = {m.head: m for m in mentions}
    for m in mentions:
        if m.form != "nominal":
            continue
        named = next((by_head[t.i] for t in _beside(parse.tokens[m.head]) if t.i in by_head), None)
        if named is None or named.form != "named" or named.kind in {"state", "media"}:
            continue
        if (named.kind == "person") == (m.kind == "person" or (m.number == 1 and named.kind == "person")):
            m.key, m.kind = named.key, named.kind


def _beside(token: Token) -> list[Token]:
    """Tokens that a describing noun may be one with: its apposition, what it is an apposition or predicate of."""
    found = token.all("appos")
    if token.dep == "appos" and token.head is not None:
        found.append(token.head)
    if token.dep == "attr" and token.head is not None and token.head.lemma == "be":
        found += token.head.all("nsubj")
    for clause in token.all("acl"):
        if clause.lemma in {"name", "call", "identify"}:
            found += clause.all("oprd", "dobj")
    return found


def _point_back(mentions: list[Mention], parse: Parse) -> None:
    coalitions = [n for n, o in enumerate(mentions) if _fits(o, "coalition") and _called(o, "coalition", parse.text)]
    nearest: dict[tuple[str, str], _Nearest] = {}
    owner: str | None = None
    for n, m in enumerate(mentions):
        class_ = m.key[1:].split(":")[0] if m.key.startswith("?") else None
        if class_ == "own":
            m.key = owner or f"g::{m.head_class}"
        elif class_ is not None:
            lemma = "coalition" if class_ == "coalition" else parse.tokens[m.head].lemma
            before = nearest.setdefault((class_, lemma), _Nearest(mentions, parse.text, class_, lemma))
            found = before.last(n)
            if found is None and class_ == "coalition":
                after = bisect_right(coalitions, n)
                found = mentions[coalitions[after]] if after < len(coalitions) else None
            m.key = found.key if found else f"g::{class_}"
            if found:
                m.kind = found.kind
                m.rule = "anaphor"
        owner = _owner_key(m) or owner


def _owner_key(o: Mention) -> str | None:
    """ "Its troops" are the forces of the last state, government or group named."""
    if o.key.startswith("s:"):
        return f"g:{o.key}:military"
    if o.kind == "government" and o.key.startswith("g:s:"):
        return o.key.replace(":government", ":military")
    return o.key if o.kind in NAMED_OR_OWNED and not o.key.startswith(("?", "i:", "g::")) else None


def _fits(o: Mention, class_: str) -> bool:
    return o.kind in CLASSES[class_] and not o.key.startswith(("?", "i:"))


def _called(o: Mention, word: str, text: str) -> bool:
    return word in text[o.start : o.end].casefold()


@dataclass(slots=True)
class _Nearest:
    """The last mention of a class; one that is called by the same word is preferred, and a must for "coalition".

    Asked in text order, so each mention is looked at once.
    """

    mentions: list[Mention]
    text: str
    class_: str
    word: str
    seen: int = 0
    fit: Mention | None = None
    same_word: Mention | None = None

    def last(self, n: int) -> Mention | None:
        """The last one before the mention of a number."""
        for o in self.mentions[self.seen : n]:
            if not _fits(o, self.class_):
                continue
            if _called(o, self.word, self.text):
                self.same_word = o
            if self.class_ not in {"military", "police"} or o.key.startswith("g:s:"):
                self.fit = o
        self.seen = n
        return self.same_word or (None if self.class_ in {"coalition", "office"} else self.fit)


def main_government(mentions: list[Mention]) -> str | None:
    """Key of the government named most, its state's mentions counted in; one without a state where none has one."""
    owned = Counter(m.key for m in mentions if m.key.startswith("g:s:") and m.key.endswith(":government"))
    if not owned:
        return next((m.key for m in mentions if m.key == "g::government"), None)
    states = Counter(m.key[2:] for m in mentions if m.key.startswith("s:"))
    return max(owned, key=lambda k: (owned[k] + states[k.split(":")[2]], k))


def _join_governments(mentions: list[Mention]) -> None:
    """A bare "the regime" is the government of the report's main country, where that is named at all."""
    main = main_government(mentions)
    for m in mentions:
        if m.key == "g::government" and main:
            m.key = main


def _join_bare(mentions: list[Mention]) -> None:
    """A bare class ("g::militant") joins the one actor of the report that is also called by that noun."""
    fuller: dict[str, set[str]] = {}
    for m in mentions:
        if m.form == "nominal" and not m.key.startswith(("g::", "i:", "?")):
            fuller.setdefault(m.head_class, set()).add(m.key)
    states = {m.key for m in mentions if m.key.startswith("s:")}
    for m in mentions:
        if m.key.startswith("g::"):
            keys = fuller.get(m.key[3:], set())
            if len(keys) == 1 and (len(states) < 2 or m.kind not in {"police", "military"}):
                m.key = next(iter(keys))


def _join_spellings(mentions: list[Mention]) -> None:
    keys = [k for k in dict.fromkeys(m.key for m in mentions) if k.startswith(("o:", "p:")) and len(k) >= 10]
    same: dict[str, str] = {}
    groups: dict[str, list[tuple[str, int]]] = {}  # first letter -> (key, its letters as bits)
    bits: dict[tuple[str, int], int] = {}
    for key in keys:
        seen = Counter[str]()
        letters = 0
        for c in key:
            letters |= 1 << bits.setdefault((c, seen[c]), len(bits))
            seen[c] += 1
        group = groups.setdefault(key[:3], [])
        other = next((o for o, theirs in group if _spelt_alike(key, letters, o, theirs)), None)
        if other is not None:
            same[key] = same.get(other, other)
        group.append((key, letters))
    for m in mentions:
        m.key = same.get(m.key, m.key)


def _spelt_alike(a: str, letters_a: int, b: str, letters_b: int) -> bool:
    """Whether two names share so many letters in order; those shared in any order are counted first, which is quick."""
    shared = (letters_a & letters_b).bit_count()
    return 2.0 * shared / (len(a) + len(b)) >= SIMILAR and SequenceMatcher(None, a, b).ratio() >= SIMILAR
