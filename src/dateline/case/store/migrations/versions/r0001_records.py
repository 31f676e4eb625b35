"""Reports, what was read in them, and the log."""

from __future__ import annotations

from sqlalchemy import Column, Integer, LargeBinary, PrimaryKeyConstraint, Text

from dateline.case.store.migrations.tables import NUMBER, SMALL, N, n, of, seq, table

revision = "0001"
down_revision = None


def upgrade() -> None:
    _case()
    _reports()
    _records()
    _between()


def _case() -> None:
    table("meta", Column("key", Text, primary_key=True), Column("value", Text, nullable=False))
    table(
        "log",
        Column("seq", N, primary_key=True, autoincrement=False),
        *(Column(name, Text, nullable=False) for name in ("at", "kind", "digest", "prev", "hash")),
    )
    table(
        "log_body",
        seq(key=True),
        Column("salt", LargeBinary, nullable=False),
        Column("body", Text, nullable=False),
    )


def _reports() -> None:
    table(
        "report",
        n(),
        Column("id", Text, nullable=False, unique=True),
        Column("text_sha256", Text, nullable=False),
        *(Column(name, Text) for name in ("title", "outlet", "url", "language")),
        Column("published", Integer),
        Column("characters", Integer, nullable=False),
        seq(),
        of("report", "copy_of", null=True),
        Column("likeness", NUMBER),
        report_text=["text_sha256"],
        report_published=["published"],
        report_copy=["copy_of"],
    )
    table(
        "appearance",
        n(),
        of("report"),
        Column("key", Text, nullable=False, unique=True),
        Column("name", Text, nullable=False),
        Column("outlet", Text),
        Column("url", Text),
        Column("published", Integer),
        seq(),
        appearance_report=["report"],
    )
    table("body", of("report", key=True), Column("text", Text, nullable=False))
    table(
        "reading",
        n(),
        of("report"),
        seq(),
        Column("until", N),
        Column("engine", Text, nullable=False),
        Column("dossier", LargeBinary, nullable=False),
        Column("sealed", LargeBinary),
        Column("events", Integer, nullable=False),
        Column("claims", Integer, nullable=False),
        reading_report=["report"],
        reading_until=["until"],
    )


def _id() -> Column[str]:
    return Column("id", Text, nullable=False)


def _days() -> tuple[Column[int], Column[int]]:
    return Column("day_start", Integer), Column("day_end", Integer)


def _point() -> tuple[Column[float], Column[float]]:
    return Column("lat", NUMBER), Column("lon", NUMBER)


def _records() -> None:
    told = [Column("kind", Text, nullable=False), Column("name", Text, nullable=False)]
    table(
        "source", n(), of("reading"), _id(), *told, Column("protect", SMALL, nullable=False), source_reading=["reading"]
    )
    table(
        "actor",
        n(),
        of("reading"),
        _id(),
        *(Column(name, Text, nullable=False) for name in ("key", "name", "kind")),
        Column("country", Text),
        actor_reading=["reading"],
        actor_key=["key"],
    )
    table(
        "place",
        n(),
        of("reading"),
        _id(),
        *(Column(name, Text, nullable=False) for name in ("name", "kind")),
        *_point(),
        Column("country", Text),
        Column("admin1", Text),
        Column("geonames_id", Integer),
        Column("where_prec", SMALL),
        Column("radius_km", NUMBER),
        place_reading=["reading"],
    )
    _events_and_claims()


def _events_and_claims() -> None:
    table(
        "event",
        n(),
        of("reading"),
        _id(),
        Column("plover", Text, nullable=False),
        Column("mode", Text),
        Column("acled", Text),
        Column("ucdp", SMALL),
        Column("status", Text, nullable=False),
        *_days(),
        Column("precision", Text),
        of("place", null=True),
        *_point(),
        Column("country", Text),
        *(Column(f"deaths_{end}", NUMBER) for end in ("low", "best", "high")),
        Column("words", Text, nullable=False),
        event_reading=["reading"],
        event_id=["id"],
        event_day=["day_start"],
    )
    table(
        "claim",
        n(),
        of("reading"),
        _id(),
        of("source", null=True),
        Column("stance", Text, nullable=False),
        Column("act", Text),
        Column("quoted", SMALL, nullable=False),
        Column("said", Integer),
        *_days(),
        *_point(),
        Column("words", Text, nullable=False),
        claim_reading=["reading"],
    )


def _between() -> None:
    role = Column("role", Text, nullable=False)
    table(
        "event_actor", of("event"), role, of("actor"), PrimaryKeyConstraint("event", "role", "actor"), clustered=True,
        event_actor_actor=["actor"],
    )  # fmt: skip
    table(
        "event_claim", of("event"), of("claim"), PrimaryKeyConstraint("event", "claim"), clustered=True,
        event_claim_claim=["claim"],
    )  # fmt: skip
    table(
        "toll",
        of("event"),
        Column("harm", Text, nullable=False),
        Column("of", Text, nullable=False),
        *(Column(end, NUMBER) for end in ("low", "best", "high")),
        Column("hedge", Text, nullable=False),
        toll_event=["event"],
    )
    status = Column("status", Text, nullable=False)
    table("control", n(), of("reading"), _id(), of("place"), of("actor"), status, *_days(), control_reading=["reading"])
    predicate = Column("predicate", Text, nullable=False)
    table(
        "relation", n(), of("reading"), _id(), of("actor", "subject"), predicate, of("actor", "object"), *_days(),
        relation_reading=["reading"],
    )  # fmt: skip
    found = [Column(name, Text, nullable=False) for name in ("check", "verdict", "severity", "message")]
    table("finding", n(), of("reading"), _id(), *found, finding_reading=["reading"])
    table(
        "evidence",
        Column("kind", Text, nullable=False),
        Column("record", N, nullable=False),
        Column("start", Integer, nullable=False),
        Column("end", Integer, nullable=False),
        PrimaryKeyConstraint("kind", "record", "start", "end"),
        clustered=True,
    )
