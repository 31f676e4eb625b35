"""Names -> candidate places. `load_gazetteer()` opens the packed world file; nothing is read before."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from dateline.gazetteer.protocol import Border, Candidate, Country, Gazetteer

if TYPE_CHECKING:
    from dateline.gazetteer.overlays.folder import Installed

__all__ = ["Border", "Candidate", "Country", "Gazetteer", "load_gazetteer"]


def load_gazetteer(overlays: tuple[str, ...] | None = None) -> Gazetteer:
    """The gazetteer that comes with the package, opened once a process, with overlays of the user's over it: those
    named, all that are installed (None), or none of them (an empty tuple).

    What is added or removed counts from the next call on. Raises `SettingsError` for an overlay that is not there and
    `InputError` for one that is damaged.
    """
    from dateline.gazetteer.overlays.folder import chosen
    from dateline.gazetteer.packed import open_packed

    found = chosen(overlays) if overlays is None or overlays else ()
    return _overlaid(found) if found else open_packed()


@lru_cache(maxsize=2)
def _overlaid(found: tuple[Installed, ...]) -> Gazetteer:
    """By file, time and size: an overlay that is replaced is opened anew."""
    from dateline.gazetteer.overlaid import Overlaid
    from dateline.gazetteer.overlays.store import Overlay
    from dateline.gazetteer.packed import open_packed

    return Overlaid(open_packed(), tuple(Overlay(one.path) for one in found))
