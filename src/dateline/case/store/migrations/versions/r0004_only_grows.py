"""Records are added, not edited: from here on the database itself refuses (each kind in its own way, by its steps)."""

from __future__ import annotations

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Nothing that all databases do alike."""
