"""Rules of the case, bands of near duplicates, backups."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Text

from dateline.case.store.migrations.tables import BIG, SMALL, N, seq, table

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    table(
        "rule",
        Column("name", Text, nullable=False),
        Column("body", Text, nullable=False),
        seq(),
        Column("until", N),
    )
    table(
        "band",
        Column("band", SMALL, primary_key=True, autoincrement=False),
        Column("hash", BIG, primary_key=True, autoincrement=False),
        Column("report", N, ForeignKey("report.n"), primary_key=True, autoincrement=False),
        clustered=True,
    )
    table("backup", seq(key=True), Column("path", Text, nullable=False), Column("sha256", Text, nullable=False))
