"""Roles made general: "a nurse in the maternity ward" is a medical worker, and nothing finer is shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from dateline.protect.folding import Words, tokens
from dateline.protect.tables import rows, words

LONGEST = 6
"""Words of the longest role in the table."""
VAGUE = frozenset({"worker", "member", "manager", "person", "source", "student"})
"""Classes that the words around the role may make finer: a worker of a hospital is a medical worker."""


@dataclass(frozen=True, slots=True)
class Role:
    """What a description makes of somebody. `words` is the role as the description has it, folded."""

    words: tuple[str, ...]
    single: tuple[str, ...]
    """The same in the singular, as the table has it."""
    name: str
    """The class: "medical worker"."""
    plural: bool

    @property
    def specific(self) -> bool:
        """Whether the word says more than its class, and few enough people are called by it for it to point at one."""
        return self.single != tokens(self.name) and self.single[-1] not in words("plain")

    @property
    def shown(self) -> str:
        return plural_of(self.name) if self.plural else self.name


@cache
def _classes() -> dict[str, dict[str, str]]:
    return {row["class"]: row for row in rows("classes")}


@cache
def _roles() -> dict[tuple[str, ...], str]:
    return {tokens(row["word"]): row["class"] for row in rows("roles")}


def role_class(name: tuple[str, ...]) -> str | None:
    """The class of a folded role in the singular ("head", "nurse")."""
    return _roles().get(name)


def plural_of(name: str) -> str:
    """A class in the plural."""
    return _classes()[name]["plural"]


def is_broad(name: str | None) -> bool:
    """Whether so many are of a class that naming their state or force singles nobody out."""
    return name is not None and _classes()[name]["broad"] == "yes"


def is_public(name: str | None) -> bool:
    """Whether people of a class speak for an office or in public."""
    return name is not None and _classes()[name]["public"] == "yes"


@lru_cache(maxsize=4096)
def generalise(description: str | None) -> Role | None:
    """The role that heads a description; None where the table knows none of its words."""
    if not description:
        return None
    all_words = Words(description).folded
    head = _head_part(all_words)
    found = max(_found(all_words, head), key=lambda r: (r[0] <= head, r[1], r[2]), default=None)
    if found is None:
        return None
    _, end, length = found
    single = _singular(all_words[end - length : end])
    assert single is not None  # `_found` gives only words of the table
    name = _roles()[single]
    plural = tuple(all_words[end - length : end]) != single
    if name in VAGUE:
        name = _finer(all_words) or name
    return Role(tuple(all_words[end - length : end]), single, name, plural)


def _head_part(folded: list[str]) -> int:
    """How many words stand before the first preposition or relative: the last of them is what somebody is."""
    stops = words("preposition") | words("relative") | words("linking")
    return next((n for n, word in enumerate(folded) if word in stops and n), len(folded))


def _found(folded: list[str], head: int) -> Iterator[tuple[int, int, int]]:
    """(start or the head's end, end, length) of each role; a role that opens within the head may reach beyond it
    ("head of the maternity ward")."""
    for start in range(len(folded)):
        for length in range(min(LONGEST, len(folded) - start), 0, -1):
            if _singular(folded[start : start + length]) is not None:
                yield (head if start < head else start + 1 + head), start + length, length
                break


def _singular(some: list[str]) -> tuple[str, ...] | None:
    """The words as the table has them, their last one put into the singular where it must be."""
    for last in singulars(some[-1]):
        if (*some[:-1], last) in _roles():
            return (*some[:-1], last)
    return None


def singulars(word: str) -> Iterator[str]:
    """A word, and what it may be the plural of."""
    yield word
    if word.endswith("ies"):
        yield word[:-3] + "y"
    if word.endswith("men"):
        yield word[:-3] + "man"
    if word.endswith("ves"):
        yield word[:-3] + "fe"
    if word.endswith("es"):
        yield word[:-2]
    if word.endswith("s"):
        yield word[:-1]
    if word == "people":
        yield "person"


def plurals(word: str) -> tuple[str, ...]:
    """The plural of a folded word, as English may form it."""
    if word.endswith("man"):
        return (word[:-3] + "men",)
    if word.endswith("fe"):
        return (word[:-2] + "ves",)
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return (word[:-1] + "ies",)
    return (word + "es",) if word.endswith(("s", "x", "ch", "sh")) else (word + "s",)


def _finer(folded: list[str]) -> str | None:
    """The class that the words around a vague role give ("an employee of the clinic")."""
    for name in _classes():
        if words(f"domain:{name}") & set(folded):
            return name
    return None
