"""The tables of a case, the same in SQLite and PostgreSQL. Migrations make them; this is what code refers to.

Dossiers are the record (`reading.dossier`); the rows of events, claims, places … are made from them so that a case can
be searched. Days are integers, counted from 1970-01-01, so that both databases compare and index them alike. `n` are
row numbers within this store, `id` the contract's ids. Nothing is updated but the closing of an interval (`until`,
`undone`): what a number in the log said stays findable.

What the databases do differently (full text, boxes) is not here but in their own modules.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import (
    REAL,
    BigInteger,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
)

METADATA: Final = MetaData()

# SQLite's strict tables know INTEGER (64 bits), REAL, TEXT and BLOB only.
N: Final = Integer().with_variant(BigInteger(), "postgresql")
SMALL: Final = SmallInteger().with_variant(Integer(), "sqlite")
BIG: Final = BigInteger().with_variant(Integer(), "sqlite")
NUMBER: Final[Double[float]] = Double().with_variant(REAL(), "sqlite")


def _table(name: str, *columns: Any, clustered: bool = False) -> Table:
    """A table whose values have the types of its columns. `clustered`: its rows stand in the order of its key."""
    return Table(name, METADATA, *columns, sqlite_strict=True, sqlite_with_rowid=not clustered)


def _n() -> Column[int]:
    return Column("n", N, primary_key=True, autoincrement=False)


def _of(table: str, name: str | None = None, *, null: bool = False) -> Column[int]:
    return Column(name or table, N, ForeignKey(f"{table}.n"), nullable=null)


META: Final = _table("meta", Column("key", Text, primary_key=True), Column("value", Text, nullable=False))
"""`case` (id), `format`, `made` (time), `recipient` (age public key that originals are sealed for) …"""

LOG: Final = _table(
    "log",
    Column("seq", N, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("prev", Text, nullable=False),
    Column("hash", Text, nullable=False),
)
"""The chain: `digest` is of the salted body, `hash` of everything in the row and the hash before."""

LOG_BODY: Final = _table(
    "log_body",
    Column("seq", N, ForeignKey("log.seq"), primary_key=True, autoincrement=False),
    Column("salt", LargeBinary, nullable=False),
    Column("body", Text, nullable=False),
)
"""What was decided, as JSON. It can be erased: the chain holds the digest of it, and without the salt nobody can guess
what it said."""

REPORT: Final = _table(
    "report",
    _n(),
    Column("id", Text, nullable=False, unique=True),
    Column("text_sha256", Text, nullable=False),
    Column("title", Text),
    Column("outlet", Text),
    Column("url", Text),
    Column("language", Text),
    Column("published", Integer),
    Column("characters", Integer, nullable=False),
    Column("seq", N, ForeignKey("log.seq"), nullable=False),
    _of("report", "copy_of", null=True),
    Column("likeness", NUMBER),
    Index("report_text", "text_sha256"),
    Index("report_published", "published"),
    Index("report_copy", "copy_of"),
)
"""One text. `copy_of` is the report of which it is a near duplicate."""

APPEARANCE: Final = _table(
    "appearance",
    _n(),
    _of("report"),
    Column("key", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("outlet", Text),
    Column("url", Text),
    Column("published", Integer),
    Column("seq", N, ForeignKey("log.seq"), nullable=False),
    Index("appearance_report", "report"),
)
"""Each time the text was given: as the first one, or as an exact copy under another name, outlet, day. `key` hashes
text and what was said of it: the same is never added twice."""

BODY: Final = _table(
    "body",
    Column("report", N, ForeignKey("report.n"), primary_key=True, autoincrement=False),
    Column("text", Text, nullable=False),
)
"""The text as it may be seen: what evidence points into."""

READING: Final = _table(
    "reading",
    _n(),
    _of("report"),
    Column("seq", N, ForeignKey("log.seq"), nullable=False),
    Column("until", N),
    Column("engine", Text, nullable=False),
    Column("dossier", LargeBinary, nullable=False),
    Column("sealed", LargeBinary),
    Column("events", Integer, nullable=False),
    Column("claims", Integer, nullable=False),
    Index("reading_report", "report"),
    Index("reading_until", "until"),
)
"""What an engine read in a report: the dossier as it may be seen (zlib over JSON) and, where it hides somebody, the
whole one encrypted for the keeper of the case. A newer reading closes the one before."""

SOURCE: Final = _table(
    "source",
    _n(),
    _of("reading"),
    Column("id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("protect", SMALL, nullable=False),
    Index("source_reading", "reading"),
)
ACTOR: Final = _table(
    "actor",
    _n(),
    _of("reading"),
    Column("id", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("country", Text),
    Index("actor_reading", "reading"),
    Index("actor_key", "key"),
)
PLACE: Final = _table(
    "place",
    _n(),
    _of("reading"),
    Column("id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("lat", NUMBER),
    Column("lon", NUMBER),
    Column("country", Text),
    Column("admin1", Text),
    Column("geonames_id", Integer),
    Column("where_prec", SMALL),
    Column("radius_km", NUMBER),
    Index("place_reading", "reading"),
)
EVENT: Final = _table(
    "event",
    _n(),
    _of("reading"),
    Column("id", Text, nullable=False),
    Column("plover", Text, nullable=False),
    Column("mode", Text),
    Column("acled", Text),
    Column("ucdp", SMALL),
    Column("status", Text, nullable=False),
    Column("day_start", Integer),
    Column("day_end", Integer),
    Column("precision", Text),
    _of("place", null=True),
    Column("lat", NUMBER),
    Column("lon", NUMBER),
    Column("country", Text),
    Column("deaths_low", NUMBER),
    Column("deaths_best", NUMBER),
    Column("deaths_high", NUMBER),
    Column("words", Text, nullable=False),
    Index("event_reading", "reading"),
    Index("event_id", "id"),
    Index("event_day", "day_start"),
)
CLAIM: Final = _table(
    "claim",
    _n(),
    _of("reading"),
    Column("id", Text, nullable=False),
    _of("source", null=True),
    Column("stance", Text, nullable=False),
    Column("act", Text),
    Column("quoted", SMALL, nullable=False),
    Column("said", Integer),
    Column("day_start", Integer),
    Column("day_end", Integer),
    Column("lat", NUMBER),
    Column("lon", NUMBER),
    Column("words", Text, nullable=False),
    Index("claim_reading", "reading"),
)
"""`day_start` … `lon`: when and where what is claimed was, of the first event that the claim states and that has a day
or a point; what the boxes index. Nobody asks for one claim by its id or its day: indexes of a million scattered ids
would cost a third of the time of adding."""

EVENT_ACTOR: Final = _table(
    "event_actor",
    _of("event"),
    Column("role", Text, nullable=False),
    _of("actor"),
    PrimaryKeyConstraint("event", "role", "actor"),
    Index("event_actor_actor", "actor"),
    clustered=True,
)
EVENT_CLAIM: Final = _table(
    "event_claim",
    _of("event"),
    _of("claim"),
    PrimaryKeyConstraint("event", "claim"),
    Index("event_claim_claim", "claim"),
    clustered=True,
)
TOLL: Final = _table(
    "toll",
    _of("event"),
    Column("harm", Text, nullable=False),
    Column("of", Text, nullable=False),
    Column("low", NUMBER),
    Column("best", NUMBER),
    Column("high", NUMBER),
    Column("hedge", Text, nullable=False),
    Index("toll_event", "event"),
)
CONTROL: Final = _table(
    "control",
    _n(),
    _of("reading"),
    Column("id", Text, nullable=False),
    _of("place"),
    _of("actor"),
    Column("status", Text, nullable=False),
    Column("day_start", Integer),
    Column("day_end", Integer),
    Index("control_reading", "reading"),
)
RELATION: Final = _table(
    "relation",
    _n(),
    _of("reading"),
    Column("id", Text, nullable=False),
    _of("actor", "subject"),
    Column("predicate", Text, nullable=False),
    _of("actor", "object"),
    Column("day_start", Integer),
    Column("day_end", Integer),
    Index("relation_reading", "reading"),
)
FINDING: Final = _table(
    "finding",
    _n(),
    _of("reading"),
    Column("id", Text, nullable=False),
    Column("check", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("severity", Text, nullable=False),
    Column("message", Text, nullable=False),
    Index("finding_reading", "reading"),
)
EVIDENCE: Final = _table(
    "evidence",
    Column("kind", Text, nullable=False),
    Column("record", N, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    PrimaryKeyConstraint("kind", "record", "start", "end"),
    clustered=True,
)
"""Where the words of an event ("event") or a claim ("claim") stand in `body.text`."""

BAND: Final = _table(
    "band",
    Column("band", SMALL, primary_key=True, autoincrement=False),
    Column("hash", BIG, primary_key=True, autoincrement=False),
    Column("report", N, ForeignKey("report.n"), primary_key=True, autoincrement=False),
    clustered=True,
)
"""Bands of a text's MinHash signature: reports that share one may be near duplicates."""

JUDGEMENT: Final = _table(
    "judgement",
    Column("seq", N, ForeignKey("log.seq"), primary_key=True, autoincrement=False),
    Column("verb", Text, nullable=False),
    Column("of", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("undone", N),
    Index("judgement_verb", "verb"),
)
"""Decisions; who made them and what they say stands in `log_body`, so that it can be erased."""

JUDGED: Final = _table(
    "judged",
    Column("seq", N, ForeignKey("judgement.seq"), nullable=False),
    Column("about", Text, nullable=False),
    Index("judged_about", "about"),
    Index("judged_seq", "seq"),
)
HAPPENING: Final = _table(
    "happening",
    _n(),
    Column("id", Text, nullable=False, unique=True),
    Column("seq", N, ForeignKey("log.seq"), nullable=False),
)
MEMBER: Final = _table(
    "member",
    _of("happening"),
    _of("event"),
    Column("seq", N, ForeignKey("log.seq"), nullable=False),
    Column("until", N),
    Index("member_happening", "happening", "seq"),
    Index("member_event", "event", "seq"),
)
"""Which event belonged to which happening, from one number in the log to another (null: still)."""

LINK: Final = _table(
    "link",
    Column("a", Text, nullable=False),
    Column("b", Text, nullable=False),
    Column("score", NUMBER, nullable=False),
    Column("why", Text, nullable=False),
    Column("seq", N, ForeignKey("log.seq"), nullable=False),
    Column("until", N),
    Index("link_a", "a"),
    Index("link_b", "b"),
)
"""Pairs that the linker compared and why it holds them for one or not (JSON)."""

RULE: Final = _table(
    "rule",
    Column("name", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("seq", N, ForeignKey("log.seq"), nullable=False),
    Column("until", N),
)
"""Settings of the case: inclusion rules, the rule for numbers (JSON), from one number in the log to another."""

BACKUP: Final = _table(
    "backup",
    Column("seq", N, ForeignKey("log.seq"), primary_key=True, autoincrement=False),
    Column("path", Text, nullable=False),
    Column("sha256", Text, nullable=False),
)
"""Backups that this case made of itself: erasing goes through them too."""
