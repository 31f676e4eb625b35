"""Why somebody is not named, in the report's own words: "for fear of reprisals", "because …", "not authorised to …"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dateline.annotate.requests import requests_in
from dateline.extract.wordlists import lemmas
from dateline.model.parse import FINITE, Parse, Token

Span = tuple[int, int]
ENDS: Final = frozenset({",", ".", ";", ":", "!", "?", ")", "(", "\u201d", "\u201c", '"', "\u2013", "\u2014"})
WITHIN: Final = 5
"""Words behind "for" or "over" within which stands what makes a reason of them ("for her own safety")."""
LOOSE: Final = frozenset({"for", "over", "on", "under", "with", "amid"})
"""Prepositions that bring a reason only with a noun of danger or secrecy."""
HINGES: Final = frozenset({"as", "since"})
ITSELF: Final = frozenset({"barred", "fear"})
"""Kinds of request whose own words are the reason."""


def reason_of(parse: Parse, asked: Span) -> Span | None:
    """The words that give the reason of a request: behind it in the same clause, its own, or those that open its
    sentence."""
    token = parse.token_at(asked[0])
    if token is None:
        return None
    sentence = parse.sentences[token.sent]
    tokens = parse.tokens[sentence.first : sentence.last]
    behind = [t for t in tokens if t.start >= asked[1]]
    before = [t for t in tokens if t.end <= asked[0]]
    return _behind(behind, asked) or _own(parse, asked, before, behind) or _opening(before)


def _behind(tokens: Sequence[Token], asked: Span) -> Span | None:
    for n, t in enumerate(tokens):
        if _leads(tokens, n):
            return t.start, _end(tokens[n:], asked)
        if t.text in ENDS and not (t.text == "," and n + 1 < len(tokens) and _leads(tokens, n + 1)):
            return None
        if t.tag in FINITE or t.lower == "that":
            return None
    return None


def _leads(tokens: Sequence[Token], at: int) -> bool:
    """Whether a reason begins with a word."""
    word = tokens[at].lower
    ahead = tokens[at + 1 : at + 1 + WITHIN]
    if word in LOOSE:
        near = [t.lemma for t in ahead[: next((n for n, t in enumerate(ahead) if t.text in ENDS), len(ahead))]]
        return bool(set(near) & lemmas("danger"))
    if word in HINGES:
        return bool(ahead) and ahead[0].lower in {"he", "she", "they", "the"}
    if word in lemmas("bring a reason"):
        return True
    pair = f"{word} {ahead[0].lower}" if ahead else ""
    return pair in lemmas("bring a reason") or (word == "to" and bool(ahead) and ahead[0].lemma in lemmas("guarding"))


def _end(tokens: Sequence[Token], asked: Span) -> int:
    """Where a reason ends: before the next stop, or before the verb whose subject stood before the request."""
    last = tokens[0]
    for t in tokens:
        outer = t.tag in FINITE and t.dep not in {"aux", "auxpass"} and not _own_subject(t, tokens[0].start)
        if t.text in ENDS or outer:
            break
        last = t
    return last.end


def _own_subject(verb: Token, start: int) -> bool:
    subject = verb.child("nsubj", "nsubjpass", "expl")
    return subject is not None and subject.start >= start


def _own(parse: Parse, asked: Span, before: Sequence[Token], behind: Sequence[Token]) -> Span | None:
    """The request itself, where it is one: "was not authorised to speak to the media", with the "because" before it."""
    kinds = {r.kind for r in requests_in(parse.text, *asked)}
    if not kinds & ITSELF:
        return None
    start = asked[0]
    for n in range(len(before) - 1, max(len(before) - WITHIN, -1), -1):
        if before[n].text in ENDS:
            break
        if _leads([*before, *parse.within(*asked)], n):
            start = before[n].start
    last = asked[1]
    for t in behind:
        if t.text in ENDS or t.tag in FINITE or t.lower == "that":
            break
        last = t.end
    return start, last


def _opening(before: Sequence[Token]) -> Span | None:
    """As in "Fearing arrest, a nurse who asked …"."""
    if not before or not _leads(before, 0):
        return None
    comma = next((n for n, t in enumerate(before) if t.text == ","), None)
    return (before[0].start, before[comma - 1].end) if comma else None
