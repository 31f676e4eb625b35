"""One object of ninjs: its properties by what they hold, whatever version names them, and each of the type it must be.

1.x and 2.x write names in small letters ("versioncreated"), 3.x in camel case ("versionCreated"): `data/ninjs.tsv` has
them in small letters, and names are compared so. A property that is read and has another type than the standard gives
it is an error of this object; properties that are not read may be anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from dateline.errors import InputError
from dateline.readers.table.columns import plain
from dateline.readers.table.nested import Figure
from dateline.readers.tables import rows

MOST = 200
"""Members of one list that are looked at."""
LONGEST = 500
"""Characters of a title, a name or a place that are kept."""


@dataclass(frozen=True, slots=True)
class Item:
    """A news object. `name` is what messages call it, `held` its properties by their names in small letters."""

    name: str
    held: Mapping[str, Any]

    def texts(self, field: str) -> Iterator[str]:
        """The texts that a field holds, under each of its names in turn."""
        for name in names_of(field):
            if (told := self.text_at(name)) is not None:
                yield told

    def line(self, field: str) -> str | None:
        """The first text of a field, on one line."""
        return next((line for told in self.texts(field) if (line := one_line(told))), None)

    def text_at(self, name: str) -> str | None:
        """The text of one property; None where it is absent, null or empty. `InputError` where it is no text."""
        value = self.held.get(name)
        if value is None:
            return None
        if not isinstance(value, str) or isinstance(value, Figure):
            raise InputError(self.name, f"“{plain(name)}” is no text.", "ninjs has a text there.")
        return value if value.strip() else None

    def line_at(self, name: str) -> str | None:
        """The text of one property, on one line."""
        return one_line(self.text_at(name) or "") or None

    def objects(self, field: str) -> Iterator[Item]:
        """The objects in a field's list, each as an item of its own. Where 1.x has an object of named members
        ("associations"), the members with their keys as `name`."""
        for name in names_of(field):
            for n, one in enumerate(self._members(name), 1):
                if not isinstance(one, dict):
                    raise InputError(self.name, f"“{plain(name)}” number {n} is no object.", "ninjs has objects there.")
                yield Item(self.name, lowered(one))

    def beyond(self, field: str) -> int:
        """How many members of a field's list are not looked at."""
        lists = (held for name in names_of(field) if isinstance(held := self.held.get(name), (list, dict)))
        return sum(max(0, len(one) - MOST) for one in lists)

    def _members(self, name: str) -> list[Any]:
        value = self.held.get(name)
        if value is None:
            return []
        if isinstance(value, dict):
            return [one if not isinstance(one, dict) else {"name": key, **one} for key, one in value.items()][:MOST]
        if not isinstance(value, list):
            raise InputError(self.name, f"“{plain(name)}” is no list.", "ninjs has a list of objects there.")
        return value[:MOST]

    def role(self, *names: str) -> str:
        """What part a member plays, without the list of codes that it is from ("cpprole:author" as "author")."""
        told = next((t for name in names if (t := self.text_at(name))), "")
        return told.strip().rstrip("/").rsplit("/", 1)[-1].rsplit(":", 1)[-1].casefold()


def lowered(found: Mapping[str, Any]) -> dict[str, Any]:
    """Properties by their names in small letters; of two that differ in case alone the first counts."""
    held: dict[str, Any] = {}
    for name, value in found.items():
        held.setdefault(name.casefold(), value)
    return held


def one_line(text: str) -> str:
    return " ".join(text[: 4 * LONGEST].split())[:LONGEST]


@cache
def names_of(field: str) -> tuple[str, ...]:
    """The names under which versions of ninjs have a field, in the order in which they count."""
    return tuple(row["name"] for row in rows("ninjs") if row["field"] == field)


@cache
def marks() -> frozenset[str]:
    """Names that nothing but ninjs has."""
    return frozenset(row["name"] for row in rows("ninjs") if row["marks"])


@cache
def roles_of(kind: str) -> dict[str, int]:
    """The roles that count for a kind of member, with their ranks, lowest first."""
    return {row["role"]: int(row["rank"]) for row in rows("ninjs_roles") if row["of"] == kind}
