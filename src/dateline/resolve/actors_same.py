"""Which mentions of a report are the same actor: anaphora, bare nouns, appositions, offices, misspelt names."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher

from dateline.model.layers import Mention
from dateline.model.parse import Parse, Token
from dateline.resolve.actors_persons import join_descriptions
from dateline.resolve.actors_states import main_government

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


def settle(mentions: list[Mention], parse: Parse) -> None:
    """Give every mention its final key: anaphora, bare nouns, governments without a state, misspelt names."""
    _join_appositions(mentions, parse)
    join_descriptions(mentions, parse)
    _join_members(mentions, parse)
    _point_back(mentions, parse)
    _join_governments(mentions, parse)
    _join_bare(mentions)
    _join_rebels(mentions)
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


MEMBERS = frozenset({"member", "fighter", "soldier", "officer", "personnel", "troop", "element", "man", "combatant"})


def _join_members(mentions: list[Mention], parse: Parse) -> None:
    """ "Four members of the security forces", "fighters from the militia" are mentions of the force."""
    by_head = {m.head: m for m in mentions}
    for m in mentions:
        token = parse.tokens[m.head]
        if m.form != "nominal" or m.number == 1 or token.lemma not in MEMBERS:
            continue
        for prep in token.all("prep"):
            obj = prep.child("pobj")
            force = by_head.get(obj.i) if obj is not None and prep.lower in {"of", "from"} else None
            if force is not None and force.kind in NAMED_OR_OWNED and force.number == 2:
                m.key, m.kind = force.key, force.kind


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


GOVERNMENTS = ("government", "regime", "administration", "junta", "authorit", "cabinet", "dictatorship")
"""Words for a whole government: "the government" is not the ministry or office that was named last."""


def _governs(o: Mention, text: str) -> bool:
    return o.key.endswith(":government") or o.form == "named" or any(_called(o, w, text) for w in GOVERNMENTS)


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
            if self.class_ == "armed" and o.kind == "ngo" and _called(o, self.word, self.text):
                self.fit = self.same_word = o  # "the X monitoring group … the group said"
            if not _fits(o, self.class_) or (self.class_ == "government" and not _governs(o, self.text)):
                continue
            if self.same_word is not None and self.same_word.kind == "ngo" != o.kind:
                self.same_word = None
            if _called(o, self.word, self.text):
                self.same_word = o
            if self.class_ not in {"military", "police"} or o.key.startswith("g:s:"):
                self.fit = o
        self.seen = n
        return self.same_word or (None if self.class_ in {"coalition", "office"} else self.fit)


def _join_governments(mentions: list[Mention], parse: Parse) -> None:
    """A bare "the regime" is the government of the report's main country, where that is named at all."""
    main = main_government(mentions, parse)
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
        if m.key.startswith("g::") and m.kind != "government":
            keys = fuller.get(m.key[3:], set())
            if len(keys) == 1 and (len(states) < 2 or m.kind not in {"police", "military"}):
                m.key = next(iter(keys))


REBELS = frozenset(f"g::{word}" for word in ("rebel", "insurgent", "militant", "guerrilla", "fighter"))


def _join_rebels(mentions: list[Mention]) -> None:
    """One war's fighters under several nouns: where no group is named, "rebels" and "insurgents" are the same."""
    bare = [m for m in mentions if m.key in REBELS]
    if not any(m.kind in {"rebel group", "militia"} and m.key not in REBELS for m in mentions):
        for m in bare:
            m.key = bare[0].key


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
