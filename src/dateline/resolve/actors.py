"""Mentions -> actors: which mentions are the same actor within one report, and what is said of it as a whole.

Anaphora point back to the nearest actor of their class; a bare noun ("militants") is the one group that the report
calls by it ("Taliban militants"); an unknown name that differs from another by a letter or two is one name misspelt.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import accumulate

from dateline.catalogue.lookup import Catalogue
from dateline.model.document import Document
from dateline.model.ids import record_id
from dateline.model.layers import Mention
from dateline.model.origin import by_rule
from dateline.model.parse import Parse, Token
from dateline.model.records import Actor
from dateline.model.span import Evidence
from dateline.resolve.actors_same import NAMED_OR_OWNED, settle
from dateline.resolve.actors_states import acts, as_land, main_government

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
        self._armed: dict[str, bool] = {}
        self._kinds = {v: self._kind(k) for k, v in self._ids.items()}
        self._owners = {k: next((m.owner for m in ms if m.owner), None) for k, ms in self._of_key.items()}
        self._main_government = main_government(mentions, parse)
        self._all = _Spread(mentions)
        self._spreads = {key: _Spread(ms) for key, ms in self._of_key.items()}

    def _evidence(self, mention: Mention) -> Evidence:
        """The noun phrase as the text has it, with its article or possessor ("the US", "his cabinet")."""
        start = mention.start
        token = self._parse.token_at(start)
        head = self._parse.tokens[mention.head]
        modifies = head.dep in {"amod", "compound", "nmod"} and head.head is not None and head.head.i > head.i
        if token is not None and token.start == start and token.i > 0 and not modifies:
            before = self._parse.tokens[token.i - 1]
            if before.tag in DETERMINERS and before.sent == token.sent and start - before.end == 1:
                start = before.start
        return self._document.evidence(start, mention.end)

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
        if actor not in self._armed:
            self._armed[actor] = any(self.armed(m) for m in self.mentions_of(actor))
        return self._armed[actor]

    def owner_of(self, actor: str) -> str | None:
        """The state or group that an actor's mentions name as its owner, if the report mentions it as an actor."""
        owner = self._owners[self._key_of_id[actor]]
        return self._ids.get(owner) if owner else None

    def government_of(self, state: str) -> str | None:
        """The government of a state, where the report names both."""
        key = self._key_of_id[state]
        return self._ids.get(f"g:{key}:government") if key.startswith("s:") else None

    def military_of(self, state: str) -> str | None:
        """The armed forces of a state, where the report names both."""
        key = self._key_of_id[state]
        return self._ids.get(f"g:{key}:military") if key.startswith("s:") else None

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
            return key.startswith(("n:", "o:", "g:")) and key not in BARE
        if kind in {"government", "international organisation", "ngo"}:
            return not key.startswith("i:")
        if kind == "civilians" and key.endswith(":people") and key.startswith("g:s:"):
            return True
        if kind == "state":
            return any(acts(self._parse.tokens[m.head]) for m in self._of_key[key])
        if kind == "other":
            return key.startswith("n:")
        return (kind == "media" and key.startswith(("n:", "o:"))) or (kind == "person" and key.startswith("p:"))

    def _record(self, key: str) -> Actor:
        mentions = self._own(key)
        spans = tuple(dict.fromkeys(self._evidence(m) for m in mentions))
        entry = self._catalogue.entries.get(next((m.catalogue for m in mentions if m.catalogue), ""))
        surfaces = dict.fromkeys(self._words(m) for m in mentions)
        people = dict.fromkeys(self._words(m) for m in mentions if not self._thing(m))
        name = entry.name if entry else self._name(people or surfaces, mentions)
        iso = self._country(key)
        return Actor(
            self._ids[key], name, tuple(s for s in surfaces if s != name), self._kind(key), iso,  # type: ignore[arg-type]  # the catalogue checks its ISO codes on load
            self._part_of.get(self._ids[key]), {"key": entry.key, "source": entry.source} if entry else {}, spans,
            by_rule(mentions[0].rule),
        )  # fmt: skip

    def _words(self, mention: Mention) -> str:
        return " ".join(self._document.text[mention.start : mention.end].split())

    def _thing(self, mention: Mention) -> bool:
        """Whether a force is called by what it uses ("Russian warplanes"): no name for the whole of it."""
        head = self._catalogue.head(self._parse.tokens[mention.head].lemma)
        return head is not None and head.number == "thing"

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
        acting = [m for m in own or mentions if not as_land(self._parse, self._parse.tokens[m.head])]
        return acting or own or mentions

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


BARE = frozenset({"g::military", "g::coalition", "g::combatant"})
"""Nouns that without a word beside them say nothing of whose they are ("artillery", "personnel")."""
DETERMINERS = frozenset({"DT", "PRP$", "PDT"})
