"""Judgements, happenings and links."""

from __future__ import annotations

from sqlalchemy import Column, Text

from dateline.case.store.migrations.tables import NUMBER, N, n, of, seq, table

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    table(
        "judgement",
        seq(key=True),
        *(Column(name, Text, nullable=False) for name in ("verb", "of", "by")),
        Column("undone", N),
        judgement_verb=["verb"],
    )
    about = Column("about", Text, nullable=False)
    table("judged", seq(to="judgement"), about, judged_about=["about"], judged_seq=["seq"])
    table("happening", n(), Column("id", Text, nullable=False, unique=True), seq())
    table(
        "member",
        of("happening"),
        of("event"),
        seq(),
        Column("until", N),
        member_happening=["happening", "seq"],
        member_event=["event", "seq"],
    )
    table(
        "link",
        Column("a", Text, nullable=False),
        Column("b", Text, nullable=False),
        Column("score", NUMBER, nullable=False),
        Column("why", Text, nullable=False),
        seq(),
        Column("until", N),
        link_a=["a"],
        link_b=["b"],
    )
