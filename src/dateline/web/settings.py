"""How a case is served."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class ServeSettings:
    """All that a server is told when it starts; nothing is read from the environment."""

    case: str
    """A file, or the URL of a database."""
    host: str = "127.0.0.1"
    port: int = 8765
    """0 takes a free one."""
    who: str = ""
    """Who decides, where there are no accounts."""
    accounts: Path | None = None
    """File of the accounts; without it only this machine is served, to whoever has the token."""
    key: Path | None = field(default=None, repr=False)
    """File of the case's key, for those who may see whom it protects."""
    names: tuple[str, ...] = ()
    """Further names that the server is reached under ("dateline.example.org")."""
    certificate: Path | None = None
    """Certificate of the server (PEM), to be reached by https …"""
    certificate_key: Path | None = field(default=None, repr=False)
    """… and its key, where that is in a file of its own."""
    read_only: bool = False
    """Nobody may change anything."""
    token: str | None = field(default=None, repr=False)
    """The one-time token that a browser comes with; a fresh one where None."""
