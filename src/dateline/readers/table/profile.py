"""How a table is laid out, as the user says it, and as a file so that he says it once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, cast

from dateline.errors import InputError, SettingsError
from dateline.files import write_whole

FORMAT = "dateline-columns/1"
FIELDS = ("text", "title", "published", "outlet", "byline", "url", "language")
"""What can be taken out of a row."""
ORDERS = ("dmy", "mdy")
DELIMITERS = (",", ";", "\t", "|")
LARGEST_PROFILE = 64_000
_KEYS = {"format", "columns", "delimiter", "date_order"}


@dataclass(frozen=True, slots=True)
class Profile:
    """Field -> name of its column ("" where the table has none), what parts the cells, whether 3/4/2017 is in April.

    What is left out is told by the table itself. Raises `SettingsError` for a field or value that does not exist.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    delimiter: str | None = None
    date_order: Literal["dmy", "mdy"] | None = None

    def __post_init__(self) -> None:
        for name in self.columns:
            if name not in FIELDS:
                raise SettingsError(f"column: there is no field {name!r}. Fields: {', '.join(FIELDS)}.")
        if self.delimiter is not None and self.delimiter not in DELIMITERS:
            raise SettingsError(f"delimiter: {self.delimiter!r} parts no cells. Give a comma, semicolon, tab or bar.")
        if self.date_order is not None and self.date_order not in ORDERS:
            raise SettingsError(f"date_order: {self.date_order!r} is no order. Give dmy or mdy.")

    def flat(self) -> dict[str, str]:
        """As `Input.columns` takes it: the columns, and `delimiter` and `date_order` where they are given."""
        more = {"delimiter": self.delimiter, "date_order": self.date_order}
        return dict(self.columns) | {key: value for key, value in more.items() if value is not None}


def profile_of(columns: Mapping[str, str] | None) -> Profile:
    """The profile in `Input.columns`: see `Profile.flat`."""
    given = dict(columns or {})
    delimiter, order = given.pop("delimiter", None), given.pop("date_order", None)
    return Profile(given, delimiter, cast('Literal["dmy", "mdy"] | None', order))


def load_profile(path: Path) -> Profile:
    """The profile in a file that `save_profile` wrote, or that was written by hand.

    Raises `InputError` naming the file where it is no profile.
    """
    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST_PROFILE + 1)
        found = json.loads(data.decode("utf-8-sig")) if len(data) <= LARGEST_PROFILE else None
    except FileNotFoundError as exc:
        raise InputError(str(path), "no such file.", "Check the name and the folder.") from exc
    except OSError as exc:
        raise InputError(str(path), f"cannot be read: {exc.strerror or exc}.") from exc
    except (ValueError, RecursionError) as exc:
        raise InputError(str(path), "is no profile of columns: it is not JSON.", "Save it anew.") from exc
    return _checked(found, str(path))


def _checked(found: Any, name: str) -> Profile:
    """A profile's values as they stand in its file: closed keys, texts only."""
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise InputError(name, f'is no profile of columns: it lacks "format": "{FORMAT}".', "Save it anew.")
    columns = found.get("columns", {})
    if odd := sorted(set(found) - _KEYS):
        raise InputError(name, f"has the key {odd[0][:40]!r}, which a profile lacks. Keys: {', '.join(sorted(_KEYS))}.")
    if not isinstance(columns, dict) or not all(isinstance(value, str) for value in columns.values()):
        raise InputError(name, 'holds "columns" that are not texts by field.', 'Write {"text": "Body"}, for example.')
    for key in ("delimiter", "date_order"):
        if not isinstance(found.get(key), str | None):
            raise InputError(name, f'holds a "{key}" that is no text.')
    try:
        return Profile(columns, found.get("delimiter"), found.get("date_order"))
    except SettingsError as exc:
        raise InputError(name, str(exc)) from exc


def save_profile(path: Path, profile: Profile) -> None:
    """Write a profile whole or not at all, in place of what was there. `OutputError` where it cannot be written."""
    content = {
        "format": FORMAT,
        "columns": {name: profile.columns[name] for name in FIELDS if name in profile.columns},
        "delimiter": profile.delimiter,
        "date_order": profile.date_order,
    }
    write_whole(path, (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode())
