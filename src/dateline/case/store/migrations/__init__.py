"""How a case comes to the tables of `schema.py` from whatever an earlier Dateline made: revision by revision.

A new case goes through all of them too, so that an old case and a new one are the same to the letter. What is
published is never edited: a change is a new file in `versions/`, whose name ends up in `REVISIONS` and whose tables
end up in `schema.py`; the tests compare the two. What a database does in its own way (full text, boxes, triggers)
comes from its store as `steps`: statements that follow a revision.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sqlalchemy import Connection

REVISIONS: Final = ("0001", "0002", "0003", "0004")
HEAD: Final = REVISIONS[-1]
TABLE: Final = "alembic_version"

Steps = Mapping[str, Sequence[str]]
"""Statements that follow a revision in one kind of database."""


def upgrade(c: Connection, steps: Steps, to: str = HEAD) -> None:
    """Bring the case to a revision within the transaction of `c`."""
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": c, "steps": steps})
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    command.upgrade(config, to)
