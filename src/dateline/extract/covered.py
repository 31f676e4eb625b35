"""Statements for all: "the names of witnesses have been withheld", and which sources of the report they cover.

Whoever speaks by an office or in public is not covered; of persons whom the report names, those with a private trade
are, and where names have been changed everybody without an office.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from dateline.annotate.cues import name_words
from dateline.annotate.requests import Request
from dateline.annotate.speakers import noun_kind
from dateline.extract.asking import Whose
from dateline.extract.wordlists import lemmas
from dateline.model.parse import Parse, Token
from dateline.protect.joining import same
from dateline.protect.names import is_common, is_part, name_of
from dateline.protect.roles import generalise, is_public

if TYPE_CHECKING:
    from dateline.extract.sources import Speaker

BY_WRITERS: Final = frozenset({"hidden", "assumed", "outlet"})
"""Kinds of request that whoever writes states for others."""
NEAR: Final = 12
"""Sentences between an unnamed source and its name ("a director … The director, X")."""


def is_for_all(request: Request, found: Whose, parse: Parse) -> bool:
    """Whether a request speaks of everybody interviewed: by the noun whose names they are, or by who "they" are."""
    token = found.token
    if token is None or request.kind not in BY_WRITERS:
        return False
    if found.how == "noun":
        many = token.tag in {"NNS", "NNPS"} or token.lower == "people"
        return many and bool(_lemmas(token) & lemmas("interviewed"))
    if token.lower != "their" or not token.sent:
        return False
    first = parse.sentences[token.sent - 1].first
    return any(t.lemma in lemmas("talks") for t in parse.tokens[first : token.i])


def _lemmas(token: Token) -> set[str]:
    return {t.lemma for t in token.conjuncts()} | {t.lower for t in token.conjuncts()}


def covers(request: Request, speaker: Speaker, parse: Parse) -> bool:
    """Whether a statement for all speaks of a source: a private person, or several."""
    head = parse.tokens[speaker.phrase.head]
    if speaker.kind in {"anonymous", "group"}:
        return not speaker.phrase.pronoun and _private(speaker, head)
    if speaker.kind != "named":
        return False
    role = generalise(_role(speaker, parse))
    if speaker.role is not None and role is None and _affiliated(speaker, parse):
        return False
    if role is not None and (is_public(role.name) or role.name == "manager"):
        return False
    if _titled(speaker, parse):
        return False
    changed = {t.lower for t in parse.within(request.start, request.end)} & lemmas("changed names")
    return bool(changed) or role is not None


def _private(speaker: Speaker, head: Token) -> bool:
    """Whether an unnamed source is a person, or people, without an office or a body that they speak for."""
    if head.lemma in lemmas("in office") or noun_kind(head) in {"organisation", "media", "document", "spokesperson"}:
        return False
    owner = head.child("poss")
    if owner is not None and (owner.ent in {"ORG", "GPE", "NORP"} or noun_kind(owner) == "organisation"):
        return False
    role = generalise(_text(speaker))
    if role is not None:
        return not is_public(role.name)
    return noun_kind(head) in {"person", "people"} or head.pos in {"NUM", "PRON"}


def _text(speaker: Speaker) -> str:
    return " ".join(sorted(speaker.words | {speaker.head})) if speaker.phrase.pronoun else speaker.head


def _role(speaker: Speaker, parse: Parse) -> str | None:
    return parse.text[speaker.role[0] : speaker.role[1]] if speaker.role is not None else None


def _affiliated(speaker: Speaker, parse: Parse) -> bool:
    """Whether a role names a body: "X of Rights Monitor"."""
    start, end = speaker.role or (0, 0)
    return any(t.pos == "PROPN" for t in parse.within(start, end))


def _titled(speaker: Speaker, parse: Parse) -> bool:
    """Whether a title that is no common form of address opens a mention ("Minister X", not "Mrs X")."""
    titles = name_words("title") - lemmas("forms of address")
    return any(t.lower in titles for start, end in speaker.mentions for t in parse.within(start, end))


def one_of_them(speaker: Speaker, asked: Speaker, parse: Parse) -> bool:
    """Whether a source is one of several that asked: "one of them, X", "the boatman" after "a boatman"."""
    since = parse.tokens[speaker.phrase.head].sent - parse.tokens[asked.phrase.head].sent
    if asked.phrase.pronoun or not 0 <= since <= NEAR or speaker.phrase.start <= asked.phrase.start:
        return False
    words = {t.lower for t in parse.within(speaker.phrase.start, speaker.phrase.end)}
    if asked.kind == "group":
        return {"one", "of"} <= words and bool(words & {"them", "those", "these"})
    return speaker.kind == "anonymous" and speaker.definite and speaker.head == asked.head


def named_later(asked: Speaker, parse: Parse) -> Iterator[Token]:
    """The last words of the names that stand beside "the director" or "the nurses" after those asked: "The nurses, X
    and Y, fled"."""
    head = parse.tokens[asked.phrase.head]
    if asked.phrase.pronoun or asked.head in lemmas("in office"):
        return
    last = parse.sentences[min(head.sent + NEAR, len(parse.sentences) - 1)].last
    for t in parse.tokens[head.i : last]:
        if t.lemma == asked.head and t.pos == "NOUN" and t.i and parse.tokens[t.i - 1].lower == "the":
            yield from _run(t.i + 1, parse)


def _run(at: int, parse: Parse) -> Iterator[Token]:
    """The last token of each proper name of a list that begins at a token, perhaps behind a comma."""
    while at < len(parse.tokens) and parse.tokens[at].lower in {",", "and", "-"}:
        at += 1
        name = None
        while at < len(parse.tokens) and parse.tokens[at].pos == "PROPN":
            name, at = parse.tokens[at], at + 1
        if name is not None:
            yield name


def same_person(speaker: Speaker, hidden: Speaker) -> bool:
    """Whether two sources are one person by their names, the one perhaps taken for a body."""
    a, b = name_of(speaker.name), name_of(hidden.name)
    if a is None or b is None or speaker.kind not in {"named", "organisation"}:
        return False
    if len(a.units) > 1:
        return len(b.units) > 1 and same(a, b)
    return is_part(a, b) and not is_common(a.units[0])
