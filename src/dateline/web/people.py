"""Who asks, and what they may do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, get_args

Role = Literal["read", "code", "adjudicate", "publish", "see protected"]
"""`read`: look at everything but whom the case protects. `code`: decide on records. `adjudicate`: decide between coders
and hand out double codings. `publish`: export. `see protected`: see whom the case protects, where the server has its
key."""
ROLES: Final = get_args(Role)


@dataclass(frozen=True, slots=True)
class Person:
    """Whoever asks. `name` signs decisions."""

    name: str
    roles: frozenset[Role]

    def may(self, role: Role) -> bool:
        return role in self.roles


EVERYTHING: Final = frozenset(ROLES)
