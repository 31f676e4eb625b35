"""What a person typed into a search, as the words and phrases that must stand in a claim: the same in every store."""

from __future__ import annotations


def wanted(typed: str) -> list[str]:
    """Loose words, then what stands in quotation marks; what holds neither letter nor digit looks for nothing.
    What no screen shows (NUL, half characters) parts words."""
    parts = "".join(sign if sign.isprintable() else " " for sign in typed).split('"')
    loose = [word for part in parts[::2] for word in part.split()]
    return [part for part in (*loose, *parts[1::2]) if any(sign.isalnum() for sign in part)]
