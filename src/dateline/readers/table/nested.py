"""One JSON value: parsed with nothing let pass that JSON forbids, and its nested values by dotted names."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from dateline.errors import InputError
from dateline.readers.table.columns import plain
from dateline.readers.table.elements import DEEPEST, too_deep

NESTED = 6
"""Keys in a dotted name."""
MOST_NAMES = 1000
_OWN = re.compile(r"dateline-[a-z]{1,20}/\d{1,4}")


class Figure(str):
    """A number as it is written, so that it can be told from a text."""

    __slots__ = ()


class _NotJson(ValueError):
    """What Python's parser would let pass."""


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise _NotJson(f"has the key “{plain(twice)}” twice in one object.")
    return found


def _constant(word: str) -> None:
    raise _NotJson(f"holds {word}, which is no JSON; write null for what is not known.")


_PARSER = json.JSONDecoder(object_pairs_hook=_pairs, parse_int=Figure, parse_float=Figure, parse_constant=_constant)
"""Numbers stay as written: nothing is computed with them, and one of a million digits costs nothing."""


def parse(data: bytes, name: str) -> Any:
    """A JSON value; `InputError` for what is none, is nested too deep or has a key twice."""
    if too_deep(data):
        raise InputError(name, f"has brackets nested deeper than {DEEPEST}.", "Give one object a report.")
    try:
        return _PARSER.decode(data.decode())
    except UnicodeDecodeError as exc:
        raise InputError(name, f"is no UTF-8 (byte {exc.start + 1}).", "Save it anew as UTF-8.") from exc
    except json.JSONDecodeError as exc:
        raise InputError(name, f"is broken JSON: {exc.msg.lower()} at character {exc.pos + 1}.") from exc
    except _NotJson as exc:
        raise InputError(name, str(exc)) from exc


def parse_object(data: bytes, name: str) -> dict[str, Any]:
    """A JSON object that may be a report; `InputError` for anything else, and for files that Dateline made itself."""
    found = parse(data, name)
    if not isinstance(found, dict):
        raise InputError(name, "is no JSON object.", 'A report is an object, such as {"text": "…", "title": "…"}.')
    made = found.get("format")
    if isinstance(made, str) and _OWN.fullmatch(made):
        raise InputError(
            name, f"is a file that Dateline made ({made}), not a report.", "Give the report that it was made from."
        )
    return found


def flat(found: dict[str, Any]) -> dict[str, list[str]]:
    """Dotted name -> texts: {"source": {"name": "Nile Wire"}} as "source.name". Lists of objects give a list of texts.

    Numbers are texts, null and truth values none. At most `MOST_NAMES` names, of `NESTED` keys.
    """
    values: dict[str, list[str]] = {}
    for name, text in _leaves(found, "", NESTED):
        if name in values or len(values) < MOST_NAMES:
            told = values.setdefault(name, [])
            if text is not None:
                told.append(text)
    return values


def _leaves(value: Any, name: str, depth: int) -> Iterator[tuple[str, str | None]]:
    if isinstance(value, dict):
        if depth:
            for key, inner in value.items():
                yield from _leaves(inner, f"{name}.{key}" if name else key, depth - 1)
    elif isinstance(value, list):
        for inner in value:
            if not isinstance(inner, list):
                yield from _leaves(inner, name, depth)
    else:
        yield name, value if isinstance(value, str) else None


def lists_of_objects(value: Any, depth: int = 3) -> list[list[Any]]:
    """Lists of objects in an answer of a service: {"status": "ok", "articles": [{…}, {…}]} holds one."""
    if isinstance(value, list):
        return [value] if value and all(isinstance(one, dict) for one in value) else []
    if not isinstance(value, dict) or not depth:
        return []
    return [found for inner in value.values() for found in lists_of_objects(inner, depth - 1)]
