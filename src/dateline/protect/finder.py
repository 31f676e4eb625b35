"""What must not be seen in a text or in any string of a dossier: names, roles, hidden words, contacts, coordinates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal
from urllib.parse import unquote

from dateline.protect.contacts import contacts
from dateline.protect.coordinates import coordinates
from dateline.protect.edits import Edit, Shift, Spans, What, merged
from dateline.protect.folding import Words, readings
from dateline.protect.roles import role_class
from dateline.protect.spelling import Misspellings
from dateline.protect.spots import is_spot
from dateline.protect.tables import common, words
from dateline.protect.trie import Trie

CONTACT: Final = "[contact]"
COORDINATES: Final = "[coordinates]"
Clash = Literal["", "place", "person", "spot"]
Rule = Literal["always", "capitals", "initial", "surname", "given", "head", "keep"]
_WHOLES: Final = frozenset({"always", "capitals", "initial"})
_NICKNAME: Final = frozenset({" ", "\u00a0", "\n", ' "', " “", " ‘", " '", '" ', "” ", "’ ", "' "})
"""What parts a name from a further one beside it (“Amal ‘Lulu’ Garang”)."""
_AGE: Final = re.compile(r",\s?(?:aged\s|age\s)?\d{1,3}(?=\s?[,.;)])|\s?\(\d{1,3}\)")
_VOWEL: Final = re.compile(r"\[?[aeiou]")
LEAST_ANY_CASE: Final = 5
"""Letters from which a last name is looked for in lower case too."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """What a phrase stands for, and when it counts.

    "always" in any case; "capitals" and "initial" with capitals; "surname" and "given" are parts of a name that stand
    alone; "head" is the noun for what somebody is ("nurse"); "keep" is the name of another, within which parts of names
    say nothing.
    """

    rule: Rule
    shown: str = ""
    what: What = "name"
    who: int | None = None
    common: bool = False
    clash: Clash = ""
    """Whether a place or organisation, or another person, is called by it too; "spot" where it stands behind "in"."""
    plural: str = ""
    """For a head: the class in the plural, where the word is one."""
    own: str = ""
    """For a head: what a definite one is replaced with, where only one person in the report is called by it."""


class Finder:
    """Looks for all patterns of one view. `others` are mentions of persons who may be seen, in the document's text."""

    def __init__(
        self,
        patterns: Iterable[tuple[Sequence[str], Pattern]] = (),
        parts: Sequence[frozenset[str]] = (),
        others: Spans | None = None,
        known: frozenset[str] = frozenset(),
        *,
        hide_contacts: bool = True,
        hide_coordinates: bool = False,
    ) -> None:
        """`parts` are, person by person, the words of the names; `known` are words of names that may be seen."""
        self._trie: Trie[Pattern] = Trie()
        last_names: list[tuple[str, Pattern]] = []
        self._hides = False
        for phrase, pattern in patterns:
            self._hides |= pattern.rule != "keep"
            self._trie.add(phrase, pattern)
            if pattern.rule == "surname" and len(phrase) == 1 and not (pattern.common or pattern.clash):
                last_names.append((phrase[0], pattern))
        self._misspelt = Misspellings(last_names, known | common())
        self._parts, self._others = parts, others or Spans(())
        self._contacts, self._coordinates = hide_contacts, hide_coordinates
        self._cleaned: dict[str, str] = {}

    def spare(self, text: str) -> None:
        """Leave a string as it is where numbers alone would be replaced in it: it is known what they are."""
        if all(edit.what in {"contact", "coordinates"} for edit in self.find(text)):
            self._cleaned[text] = text

    def clean(self, text: str) -> str:
        """A string of a record without what must not be seen."""
        if text not in self._cleaned:
            edits = merged(self.find(text), text)
            self._cleaned[text] = Shift(text, edits).text if edits else text
        return self._cleaned[text]

    def leaks_in_url(self, url: str) -> bool:
        """Whether an address of the web gives away anything: there, parts of names count in lower case too."""
        plain = unquote(url)
        if self._coordinates and coordinates(plain):
            return True
        if self._contacts and contacts(plain, in_url=True):
            return True
        w = Words(plain)
        for p in (pattern for n in range(len(w)) for _, pattern in self._trie.at(w, n)):
            plain_part = p.rule in {"keep", "capitals"} or (p.rule != "head" and (p.common or p.clash))
            if p.rule == "always" or not plain_part:
                return True
        return False

    def find(self, text: str, *, document: bool = False) -> list[Edit]:
        """Everything to replace, in no order and perhaps overlapping. `document`: the text is the report's own."""
        found: list[Edit] = []
        if self._hides:  # most reports hide nobody: names to keep are looked for only beside those to hide
            found += [edit for reading in readings(text) for edit in self._names(reading, document=document)]
        if self._contacts:
            found += [Edit(s, e, "contact", CONTACT) for s, e in contacts(text)]
        if self._coordinates:
            found += [Edit(s, e, "coordinates", COORDINATES) for s, e in coordinates(text)]
        return found

    def _names(self, text: str, *, document: bool) -> Iterator[Edit]:
        w = Words(text)
        kept = n = 0
        while n < len(w):
            options = self._trie.at(w, n) if w.folded[n] else []
            hiding = [(end, p) for end, p in options if p.rule in _WHOLES and _counts(w, n, end, p)]
            if hiding:
                end, pattern = hiding[0]
                yield self._edit(text, w, n, end, pattern)
                n = end
                continue
            kept = max([kept, *(end for end, p in options if p.rule == "keep")])
            part = next(
                ((end, p) for end, p in options if n >= kept and self._stands(w, n, end, p, document=document)), None
            )
            if part is None and n >= kept and not options and w.capital(n):
                slip = self._misspelt.of(w.folded[n])
                part = (n + 1, slip) if slip is not None else None
            if part is not None:
                yield self._edit(text, w, n, *part)
            n = part[0] if part is not None else n + 1

    def _stands(self, w: Words, n: int, end: int, p: Pattern, *, document: bool) -> bool:
        """Whether a part of a name, or a head noun, means the hidden person here."""
        if p.rule == "head":
            return True
        if p.rule not in {"surname", "given"}:
            return False
        capital = w.capital(end - 1)
        if n and capital and w.beside(n - 1) and w.folded[n - 1] in words("title") and w.capital(n - 1):
            return p.clash != "person" or not self._taken(w, n, end, document=document)
        if p.clash == "spot" and is_spot(w, n, end, "spot preposition"):
            return False
        if p.clash == "place" or w.folded[end - 1] in words("calendar"):
            return False
        if p.clash == "person":
            return capital and document and not self._taken(w, n, end, document=document)
        if p.common and not w.marked(end - 1):
            return capital and (_speaks(w, end) or _told_apart(w, n, end, document=document))
        if p.rule == "surname":
            return capital or len(w.folded[end - 1]) >= LEAST_ANY_CASE
        return capital and not self._of_another(w, n, end, p)

    def _taken(self, w: Words, n: int, end: int, *, document: bool) -> bool:
        """Whether a name is another's here; one that is all of the hidden name only where more stands beside it."""
        start, stop = w.starts[n], w.ends[end - 1]
        others = [self._others.bounds(k) for k in self._others.touching(start, stop)] if document else []
        whole = any(own <= set(w.folded[n:end]) for own in self._parts if own)
        return any(not whole or other != (start, stop) for other in others)

    def _of_another(self, w: Words, n: int, end: int, p: Pattern) -> bool:
        """Whether a first name stands beside a name that is none of the person's ("Ahmed Saleh")."""
        own = self._parts[p.who] if p.who is not None else frozenset()
        for side, beyond in ((n - 1, n - 2), (end, end + 1)):
            if not (0 <= side < len(w) and w.gap(min(side, end - 1)) in _NICKNAME and w.capital(side)):
                continue
            word = w.folded[side]
            known = len(word) == 1 or word in own | common() | words("title") or word.isdigit()
            slip = None if known else self._misspelt.of(word)
            known = known or (slip is not None and slip.who == p.who)
            further = 0 <= beyond < len(w) and w.folded[beyond] in own and w.joined(min(side, beyond))
            if not known and not further:
                return True
        return False

    def _edit(self, text: str, w: Words, n: int, end: int, p: Pattern) -> Edit:
        if p.rule == "head":
            return _head_edit(text, w, n, end, p)
        start, stop = w.starts[n], w.ends[end - 1]
        shared = p.rule in {"surname", "given"} and p.clash == "person"
        if shared or (p.rule == "surname" and self._of_another(w, n, end, p)):
            return Edit(start, stop, "name", "[name withheld]")
        if p.who is not None:
            start = w.starts[_first_title(w, n)]
            if end < len(w) and w.beside(end - 1) and w.folded[end] in words("suffix"):
                stop = w.ends[end]
            age = _AGE.match(text, stop) if p.what == "source" else None
            stop = age.end() if age else stop
        return Edit(start, stop, p.what, p.shown, p.who)


def _counts(w: Words, n: int, end: int, p: Pattern) -> bool:
    if p.rule == "always":
        return True
    if p.rule == "capitals":
        return all(w.capital(k) for k in range(n, end))
    dotted = any(len(w.folded[k]) == 1 and w.gap(k).startswith(".") for k in range(n, end))
    return w.capital(n) and w.capital(end - 1) and (dotted or not p.common)


def _speaks(w: Words, end: int) -> bool:
    """Whether what follows goes with a person: "Young said", "Young’s house"."""
    if end >= len(w):
        return False
    return (w.beside(end - 1) and w.folded[end] in words("saying")) or (
        w.folded[end] == "s" and w.gap(end - 1) in {"'", "’"}
    )


def _told_apart(w: Words, n: int, end: int, *, document: bool) -> bool:
    """Whether the capital of a common word tells it from the word; in a record's own strings it does at once."""
    return not (document and w.opens(n)) and not _in_capitals(w, n, end)


def _in_capitals(w: Words, n: int, end: int) -> bool:
    """Whether the words beside are capitals too, as in a headline, so that a capital says nothing."""
    before = n > 0 and w.beside(n - 1) and w.capital(n - 1) and w.folded[n - 1] not in words("title")
    return before or (end < len(w) and w.beside(end - 1) and w.capital(end))


def _first_title(w: Words, n: int) -> int:
    """The first of the titles and roles right before a name ("Dr", "the midwife"): they go with it."""
    first = n
    while first and w.gap(first - 1) in {" ", ". ", ".", "\u00a0", "\n"}:
        word = w.folded[first - 1]
        role = role_class((word,)) is not None and word not in words("plain")
        if not role and not (word in words("title") and w.capital(first - 1)):
            break
        first -= 1
    lower = first < n and not w.capital(first)
    return first - 1 if lower and w.beside(first - 1) and w.folded[first - 1] in {"a", "an", "the"} else first


def _head_edit(text: str, w: Words, n: int, end: int, p: Pattern) -> Edit:
    """A noun for what somebody is: the pseudonym for "the nurse" where there is one only, else the class."""
    start, stop = w.starts[n], w.ends[end - 1]
    before = w.folded[n - 1] if n and w.beside(n - 1) else ""
    if p.own and not p.plural and before == "the":
        return Edit(w.starts[n - 1], stop, p.what, p.own, p.who)
    shown = f"[{p.plural or p.shown}]"
    if before in {"a", "an"} and not p.plural:
        article = "an" if _VOWEL.match(shown) else "a"
        if article != before:
            first = text[w.starts[n - 1]]
            shown = (article.capitalize() if first.isupper() else article) + " " + shown
            start = w.starts[n - 1]
    return Edit(start, stop, "role", shown)
