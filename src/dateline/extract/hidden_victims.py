"""Which victims must not be named: those who are a protected source, and those whose name the report says is withheld
or changed, whether by a note beside the name or by a statement for all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from dateline.annotate.cues import name_words
from dateline.annotate.requests import Request, requests_in
from dateline.extract.asking import MANY, ONE, whose
from dateline.extract.covered import is_for_all
from dateline.extract.wordlists import lemmas
from dateline.model.parse import Parse, Token
from dateline.model.records import Source, Victim
from dateline.protect.identities import person_name
from dateline.protect.joining import same
from dateline.protect.names import is_part
from dateline.protect.roles import generalise, is_public

ABOUT_NAMES: Final = frozenset({"hidden", "assumed", "outlet", "only"})
"""Kinds of request that say something of the name of one who need not speak."""
BACK: Final = 1
"""Sentences that "her name has been changed" reaches back to a victim."""
BESIDE: Final = 40
"""Characters behind a name in which a note in brackets or an office stands."""
TITLE: Final = 20
"""Characters before a name in which a title stands."""


class HiddenVictims:
    """What a report says of names that are not to be told; asked for each victim in turn."""

    def __init__(self, parse: Parse, sources: Iterable[Source]) -> None:
        self.parse = parse
        self._names = [n for s in sources if s.protect and (n := person_name(s.name)) is not None]
        every = [(r, s.i) for s in parse.sentences for r in requests_in(parse.text, s.start, s.end)]
        self._notes = [(r, i) for r, i in every if r.kind in ABOUT_NAMES or self._owner(r) is not None]
        self._for_all = [r for r, _ in self._notes if self._changes(r) and self._is_for_all(r)]

    def _is_for_all(self, request: Request) -> bool:
        found = whose(request, self.parse)
        return found.how == "all" or is_for_all(request, found, self.parse)

    def _changes(self, request: Request) -> bool:
        return bool({t.lower for t in self.parse.within(request.start, request.end)} & lemmas("changed names"))

    def covers(self, victim: Victim) -> bool:
        """Whether a victim must not be named."""
        own, mentions = person_name(victim.name), [(e.start, e.end) for e in victim.evidence[:1]]
        if own is not None and any(same(own, n) or is_part(own, n) or is_part(n, own) for n in self._names):
            return True
        if any(self._noted(start, end) for start, end in mentions):
            return True
        return bool(self._for_all) and not any(self._in_office(start, end) for start, end in mentions)

    def _noted(self, start: int, end: int) -> bool:
        """Whether a note beside a name, or the sentence behind it, says that the name is withheld or changed."""
        token = self.parse.token_at(start)
        text = self.parse.text
        starred = text[end : end + 2].strip()[:1] == "*"
        for request, sentence in self._notes:
            before = text[: request.start].rstrip()
            if starred and before.endswith("*"):
                return True
            gap = text[end : request.start]
            if end <= request.start and len(gap) < BESIDE and not gap.strip(" (\u2013\u2014-,") and self._free(gap):
                return True
            if token is None or not 0 <= sentence - token.sent <= BACK or request.start < end:
                continue
            found = self._owner(request) or whose(request, self.parse).token
            if found is None:
                continue
            if start <= found.start < end or (found.lower in ONE | MANY and self._last(end, found.start)):
                return True
        return False

    def _owner(self, request: Request) -> Token | None:
        """The pronoun whose name the family asks to keep back ("relatives asked that her name be withheld")."""
        inside = self.parse.within(request.start, request.end) if request.kind == "asks" else []
        asker = whose(request, self.parse).token if inside else None
        role = generalise(asker.lower) if asker is not None else None
        if asker is None or (asker.lemma != "family" and (role is None or role.name != "relative")):
            return None
        owned = (t for t in inside if t.lower in ONE | MANY and t.dep == "poss" and t.head is not None)
        return next((t for t in owned if t.head is not None and t.head.lemma in lemmas("names")), None)

    def _free(self, gap: str) -> bool:
        return bool(set(gap) & set("(\u2013\u2014,"))

    def _last(self, end: int, pronoun: int) -> bool:
        """Whether no other person's name stands between a name and a pronoun."""
        return not any(t.ent == "PERSON" for t in self.parse.within(end, pronoun))

    def _in_office(self, start: int, end: int) -> bool:
        """Whether a title, a rank or an office stands before a name, or an office beside it."""
        titles = name_words("title") - lemmas("forms of address")
        if any(t.lower in titles for t in self.parse.within(max(0, start - TITLE), end)):
            return True
        behind = self.parse.text[end : end + BESIDE]
        role = generalise(behind[1:].split(",")[0]) if behind.startswith(",") else None
        return role is not None and is_public(role.name)
