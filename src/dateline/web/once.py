"""The key under which somebody sends a decision, as it is kept.

It is kept as a digest, together with who sends it and what is decided: two people who send the same key by chance do
not lose a decision to each other, nobody is told what another sent under a key, and no name that somebody put into a
key stays in the case.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any


def once_of(once: str | None, who: str, *what: Any) -> str | None:
    """The key as it is kept; None where none was sent. `what` is what is decided, in parts that JSON has."""
    if not once:
        return None
    return sha256(json.dumps(["web", once, who, what], default=str).encode()).hexdigest()
