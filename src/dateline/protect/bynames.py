"""What a source is called besides: a nickname in quotation marks, "known as", the name in a second script."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final

from dateline.protect.folding import Words
from dateline.protect.names import Name, name_of
from dateline.protect.reach import Span
from dateline.protect.tables import words

AHEAD: Final = 80
"""Characters behind a mention in which the other name stands."""
LATER: Final = 1500
"""Characters behind a mention in which an unnamed person may be named."""
NOUN_WORDS: Final = 3
"""Words from "the" to the noun ("the hospital director")."""
LINKS: Final = 5
"""Words between a name and "known as", at most."""
_BETWEEN: Final = re.compile(
    r"(?P<first>[^\n“”\"‘«(]{2,60}?)\s[“\"‘«'(]\s?(?P<nick>[^\n“”\"‘’«»()]{2,40})\s?[”\"’»')]\s(?P<last>.{2,60})"
)
_BEHIND: Final = re.compile(r",?\s?(?P<open>[(“\"«‘])\s?(?P<name>[^\n“”\"«»()]{2,60}?)\s?[)”\"»’]")
_TOLD: Final = re.compile(r"[^.\n:]{0,40}:\s(?P<name>[^.\n,;:]{2,60})[.,;\n]")
_BROKEN: Final = re.compile(r"(?:[^\W\d_]+[ ]){0,3}[^\W\d_]+[-‐]\s?\n[ ]*$")


def bynames(text: str, span: Span, names: list[Name]) -> Iterator[Name]:
    """The names that stand within or right behind a mention of somebody whose other names are known."""
    m = _BETWEEN.fullmatch(text[slice(*span)])
    if m is not None:
        for parts in (("first", "last"), ("nick", "last"), ("first", "nick", "last")):
            yield from _named(" ".join(m[part] for part in parts))
    behind = _BEHIND.match(text, span[1], min(len(text), span[1] + AHEAD))
    if behind is not None and names and _is_byname(behind, names):
        yield from _named(behind["name"])
    yield from _known_as(text[span[1] : span[1] + AHEAD])


def _is_byname(m: re.Match[str], names: list[Name]) -> bool:
    """Whether quotation marks or brackets behind a name hold another: in brackets it is of another script."""
    other = _is_latin(m["name"]) != all(_is_latin(word) for n in names for word in n.tokens)
    return other if m["open"] == "(" else m["name"][:1].isupper() or other


def _is_latin(text: str) -> bool:
    return all(c < "\u0250" or "\u1e00" <= c < "\u2100" for c in text if c.isalpha())


def _known_as(behind: str) -> Iterator[Name]:
    """The name in ", known as Zuzu", " whose nickname is Zuzu"."""
    w = Words(behind)
    linking = words("relative") | words("auxiliary") | words("naming") | words("naming noun") | words("article")
    last = 0
    while last < min(len(w), LINKS + 1) and w.folded[last] in linking and not w.capital(last):
        last += 1
    said = set(w.folded[:last]) & (words("naming") | words("naming noun"))
    ended = any(c in behind[: w.starts[last]] for c in ".;:!?\n") if last < len(w) else True
    if not said or ended:
        return
    end = last
    while end < len(w) and w.capital(end) and (end == last or w.gap(end - 1) == " "):
        end += 1
    if end > last:
        yield from _named(behind[w.starts[last] : w.ends[end - 1]])


def told_behind(text: str, end: int) -> Iterator[Name]:
    """The name behind a colon that ends a request ("asked that we not use his name: Amal Garang.")."""
    m = _TOLD.match(text, end)
    if m is not None:
        yield from _named(m["name"])


def named_later(text: str, start: int, nouns: Collection[str]) -> Iterator[Name]:
    """The names beside the noun of somebody unnamed so far: "The director, Amal Garang, said"."""
    w = Words(text[start : start + LATER])
    for n in range(1, len(w) - 1):
        before = w.folded[max(0, n - NOUN_WORDS) : n]
        if w.folded[n] in nouns and "the" in before and w.gap(n) == ", ":
            yield from _listed(w, n + 1)


def named_beside(text: str, end: int) -> Iterator[Name]:
    """The names that follow the words for several people at once: "Three nurses, Asha Musa, Huda Ali and Amal Deng"."""
    w = Words(text[end : end + AHEAD * 2])
    found: list[str] = []
    n = 0
    while n < len(w) and w.capital(n) and (n or text[end : end + w.starts[0]] == ", "):
        last = n
        while (
            last + 1 < len(w)
            and w.gap(last) in {" ", "-"}
            and (w.capital(last + 1) or w.folded[last + 1] in words("particle"))
        ):
            last += 1
        found.append(w.between(n, last + 1))
        n = last + 1
        if n < len(w) and w.gap(n - 1) in {" ", ", "} and w.folded[n] == "and":
            n += 1
        elif n < len(w) and w.gap(n - 1) != ", ":
            break
    for name in found if len(found) > 1 else ():
        yield from _named(name)


def _listed(w: Words, first: int) -> Iterator[Name]:
    """The names from a word on, up to a comma or full stop behind the last; none where the sentence goes on at once."""
    found: list[Name] = []
    n = first
    while n < len(w) and w.capital(n):
        end = n + 1
        while end < len(w) and w.gap(end - 1) in {" ", "-"} and (w.capital(end) or w.folded[end] in words("particle")):
            end += 1
        found += _named(w.between(n, end))
        more = end < len(w) and w.folded[end] == "and" and w.beside(end - 1)
        if not more and w.gap(end - 1)[:1] in {",", ".", ";"}:
            yield from found
        n = end + 1 if more else len(w)


def unbroken(text: str, span: Span) -> Span:
    """A mention with the words before it that a hyphen at the end of a line parts from it ("Walid al-", "Hadi")."""
    before = text[max(0, span[0] - AHEAD) : span[0]]
    m = _BROKEN.search(before)
    if m is None or not text[span[0]].isupper():
        return span
    w = Words(m.group())
    first = len(w) - 1
    while first and w.beside(first - 1) and w.capital(first - 1):
        first -= 1
    return (span[0] - len(m.group()) + w.starts[first], span[1]) if w.capital(first) else span


def _named(text: str) -> Iterator[Name]:
    name = name_of(text.strip())
    if name is not None:
        yield name
