"""Names -> candidate places. `load_gazetteer()` opens the packed world file; nothing is read before."""

from dateline.gazetteer.protocol import Border, Candidate, Country, Gazetteer

__all__ = ["Border", "Candidate", "Country", "Gazetteer", "load_gazetteer"]


def load_gazetteer() -> Gazetteer:
    """The gazetteer that comes with the package, opened once a process."""
    from dateline.gazetteer.packed import open_packed

    return open_packed()
