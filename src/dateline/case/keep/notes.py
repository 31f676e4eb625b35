"""Notes that a case keeps of itself (table `meta`): whose key it has, what is sealed beside it, what is unfinished."""

from __future__ import annotations

import json
from typing import Any, Final

from sqlalchemy import Connection, delete, insert, select, update

from dateline.case.store import schema as s

RECIPIENT: Final = "recipient"
"""The public key that originals are sealed for."""
VAULT: Final = "vault"
"""Names hidden by hand, sealed."""
UNFINISHED: Final = "unfinished"
"""What a wipe still has to do: written with what makes it needed, taken away when nothing is left to find."""


def noted(c: Connection, key: str) -> str | None:
    """A note, or None."""
    value = c.scalar(select(s.META.c.value).where(s.META.c.key == key))
    return None if value is None else str(value)


def note(c: Connection, key: str, value: str | None) -> None:
    """Write a note over the one before; None takes it away."""
    if value is None:
        c.execute(delete(s.META).where(s.META.c.key == key))
    elif noted(c, key) is None:
        c.execute(insert(s.META).values(key=key, value=value))
    else:
        c.execute(update(s.META).where(s.META.c.key == key).values(value=value))


def unfinished(c: Connection) -> dict[str, Any] | None:
    """What an erasing or protecting that was cut off still has to do."""
    told = noted(c, UNFINISHED)
    return None if told is None else dict(json.loads(told))
