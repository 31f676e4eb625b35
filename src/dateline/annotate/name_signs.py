"""What a whole text says of a name's words: whether they are persons' names, or words that any text writes."""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import dataclass

from dateline.annotate.place_words import contexts
from dateline.gazetteer.folding import fold
from dateline.model.parse import Parse
from dateline.protect.tables import common


@dataclass(frozen=True, slots=True)
class TextSigns:
    """`persons` counts folded first and last names and names after titles; `small` are words the text also writes in
    small letters."""

    persons: Counter[str]
    small: frozenset[str]

    def person(self, name: str) -> int:
        """How often the text uses the name, or its last word, for a person: for names that no gazetteer has."""
        key = fold(name)
        return max(self.persons[key], self.persons[key.rsplit(" ", 1)[-1]])

    def everyday(self, name: str, *, here: bool = False) -> bool:
        """One word that stands in any text (or `here`, in this one) without a capital ("Day", "Hope", "Company")."""
        key = fold(name)
        plain = key in common() or key in contexts()["institution"]
        return " " not in key and (plain or (here and key in self.small))


def text_signs(parse: Parse) -> TextSigns:
    """Read once a text."""
    found: Counter[str] = Counter()
    for e in parse.entities:
        words = parse.text[e.start : e.end].removesuffix("'s").removesuffix("’s").split()
        if e.label == "PERSON" and len(words) in {2, 3}:
            found.update((fold(words[0]), fold(words[-1])))
    for a, b in itertools.pairwise(parse.tokens):
        if a.lower.rstrip(".") in contexts()["title"] and a.text[:1].isupper() and b.text[:1].isupper():
            found[fold(b.text)] += 1
    return TextSigns(found, frozenset(t.text for t in parse.tokens if t.text.islower()))
