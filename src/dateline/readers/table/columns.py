"""Which column holds which field: by the user's word, else by names that are known, else not at all."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache

from dateline.errors import InputError
from dateline.readers.table.profile import FIELDS
from dateline.readers.tables import rows

SHOWN = 20
"""Columns that a message lists."""
_FILL = re.compile(r"[\W_]")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def fold(name: str) -> str:
    """A column's name without case, accents, spaces, hyphens and underscores: "Publié_le" as "publiele".

    Dots part the keys of nested JSON and stay.
    """
    bare = "".join(c for c in unicodedata.normalize("NFKD", name[:200]) if not unicodedata.combining(c))
    return ".".join(_FILL.sub("", part) for part in bare.casefold().split("."))


@cache
def known() -> dict[str, dict[str, int]]:
    """Folded name -> field -> rank, lowest first. A rank parts the plain name from the one that only may be meant:
    "date published" goes before "date", and that before "created"."""
    found: dict[str, dict[str, int]] = {}
    for row in rows("columns"):
        found.setdefault(fold(row["name"]), {})[row["field"]] = int(row["rank"])
    return found


def choose(names: Sequence[str], wanted: Mapping[str, str], name: str, *, positions: bool = False) -> dict[str, int]:
    """Field -> index of its column among the table's `names`.

    `wanted` is what the user says: a column's name, with `positions` also its number from 1, or "" for "there is none".
    `name` is what messages call the table. Raises `InputError` where the text's column cannot be told, where two
    columns may be meant, or where the user names one that is not there.
    """
    chosen = {
        field: named(names, column, field, name, positions=positions) for field, column in wanted.items() if column
    }
    taken = set(chosen.values())
    for field in FIELDS:
        if field not in wanted and (found := _candidates(names, field, taken)):
            if len(found) > 1:
                raise _ambiguous(field, [names[n] for n in found], name)
            chosen[field] = found[0]
    if "text" not in chosen:
        raise InputError(
            name,
            f"no column is known to hold the text of the reports. It has: {listed(names)}.",
            f"Say which one it is: {_option('text', 'NAME')}.",
        )
    return chosen


def named(names: Sequence[str], column: str, field: str, name: str, *, positions: bool = False) -> int:
    """Index of the column that the user names."""
    for same in (lambda one: one == column, lambda one: fold(one) == fold(column)):
        found = [n for n, one in enumerate(names) if same(one)]
        if len(found) == 1:
            return found[0]
        if found:
            raise _ambiguous(field, [names[n] for n in found], name)
    if positions and is_position(column) and int(column) <= len(names):
        return int(column) - 1
    raise InputError(
        name, f"has no column {plain(column)!r} for the {field}. It has: {listed(names)}.", "Give one of these."
    )


def is_position(column: str) -> bool:
    """Whether a column is given by its number, from 1."""
    return re.fullmatch(r"[1-9][0-9]{0,3}", column) is not None


def _candidates(names: Sequence[str], field: str, taken: set[int]) -> list[int]:
    """Columns whose name stands for the field at the best rank that there is."""
    ranks = {
        n: rank for n, one in enumerate(names) if n not in taken and (rank := known().get(fold(one), {}).get(field))
    }
    best = min(ranks.values(), default=None)
    return [n for n, rank in ranks.items() if rank == best]


def _ambiguous(field: str, found: Sequence[str], name: str) -> InputError:
    what = "text" if field == "text" else f"field “{field}”"
    return InputError(
        name,
        f"has {len(found)} columns that may hold the {what}: {listed(found)}.",
        f"Say which one is meant: {_option(field, plain(found[0]))}.",
    )


def _option(field: str, column: str) -> str:
    """The option that names a column, in quotation marks where a shell needs them."""
    told = f"{field}={column}"
    return f"--column {told}" if re.fullmatch(r"[\w.=-]+", told) else f'--column "{told}"'


def plain(column: str) -> str:
    """A column's name as messages show it: one line of 40 characters at most."""
    flat = " ".join(_UNSAFE.sub(" ", column).split())
    return flat if len(flat) <= 40 else flat[:39] + "…"


def listed(names: Sequence[str]) -> str:
    """Columns as messages list them."""
    shown = [f"“{plain(one)}”" for one in names[:SHOWN]]
    more = len(names) - len(shown)
    return ", ".join(shown) + (f" and {more:,} more" if more else "")
