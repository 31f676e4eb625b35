"""What PostgreSQL does in its own way: columns that are searched, and triggers that let a case only grow.

What is searched stands in generated columns of the claims (words, point, days), so that it cannot get out of step with
them. Words match as in SQLite: folded to small letters without accents, parted at all that is no letter or digit.
Triggers look at changes and deletions only, and cost adding nothing (see `sqlite_ddl.py`).
"""

from __future__ import annotations

from typing import Final

from dateline.case.store.migrations import Steps
from dateline.case.store.postgres_engine import GROWS
from dateline.case.store.sqlite_ddl import CLOSED, KEPT

COLLATIONS: Final = ("und-x-icu", "pg_c_utf8", "C.utf8", "C.UTF-8")
"""Which may say what a letter is, best first. The database's own is not asked: under "C" only English has letters."""

_FOLD: Final = r"""
CREATE FUNCTION fold(words text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN regexp_replace(
    regexp_replace(normalize(lower(left(words, 100000) COLLATE "{collation}"), NFD), '[\u0300-\u036f]+', '', 'g'),
    '[^[:alnum:]]+', ' ', 'g')
"""
"""What words are compared by. A full-text index takes no more than a megabyte of one claim."""
_SEARCH: Final = (
    """
    ALTER TABLE claim
      ADD COLUMN found_words tsvector GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, fold(words))) STORED,
      ADD COLUMN found_point {postgis}.geometry(Point, 4326)
        GENERATED ALWAYS AS ({postgis}.ST_SetSRID({postgis}.ST_MakePoint(lon, lat), 4326)) STORED,
      ADD COLUMN found_days int4range GENERATED ALWAYS AS (
        CASE WHEN day_start IS NULL AND day_end IS NULL THEN NULL
             WHEN day_end < day_start THEN int4range(day_end, day_start, '[]')
             ELSE int4range(day_start, day_end, '[]') END) STORED
    """,
    "CREATE INDEX claim_text ON claim USING gin (found_words)",
    "CREATE INDEX claim_box ON claim USING gist (found_point {postgis}.gist_geometry_ops_2d, found_days)",
)
OWN_INDEXES: Final = ("claim_text", "claim_box")

_GUARD: Final = f"""
CREATE FUNCTION only_grows() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM meta WHERE key = 'erasing') THEN
    RAISE EXCEPTION USING ERRCODE = '{GROWS}', MESSAGE = 'a case only grows: rows are changed within erasing() only';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$
"""  # noqa: S608 - ours


def _guards() -> dict[str, str]:
    """Name of a trigger -> the statement that makes it."""
    made = {}
    for table in (*KEPT, *CLOSED):
        made[f"{table}_stays"] = f"BEFORE DELETE OR TRUNCATE ON {table} FOR EACH STATEMENT"
    for table in KEPT:
        made[f"{table}_is_kept"] = f"BEFORE UPDATE ON {table} FOR EACH STATEMENT"
    for table, (end, others) in CLOSED.items():
        names = ", ".join(f'"{name}"' for name in others.split())
        made[f"{table}_is_kept"] = f"BEFORE UPDATE OF {names} ON {table} FOR EACH STATEMENT"
        twice = f'WHEN (OLD."{end}" IS NOT NULL OR NEW."{end}" IS NULL)'
        made[f"{table}_ends_once"] = f'BEFORE UPDATE OF "{end}" ON {table} FOR EACH ROW {twice}'
    return {n: f"CREATE TRIGGER {n} {told} EXECUTE FUNCTION only_grows()" for n, told in made.items()}


GUARDS: Final = _guards()


def steps(postgis: str, collation: str) -> Steps:
    """Statements that follow a revision. As the revisions, they are not edited once published."""
    search = [statement.format(postgis=postgis) for statement in _SEARCH]
    return {"0001": (_FOLD.format(collation=collation), *search), "0004": (_GUARD, *GUARDS.values())}
