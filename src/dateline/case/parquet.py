"""A case as Parquet files: what spreadsheets, R, pandas and DuckDB read without this program.

One file a table (what reports say now: newest readings, happenings as they are linked; decisions on single values are
not applied) and a manifest with the head of the log, so that a folder that is behind its case is known and made anew.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dateline.case.store.chain import START
from dateline.errors import OutputError, SettingsError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from dateline.case.store.protocol import Store

FORMAT: Final = "dateline-tables/1"
MANIFEST: Final = "manifest.json"
ROWS: Final = 50_000
"""Rows held in memory at a time, and of a row group."""

_HELD: Final = "JOIN reading r ON r.n = {0}.reading AND r.until IS NULL JOIN report p ON p.n = r.report"


@dataclass(frozen=True, slots=True)
class _Table:
    """Columns with their types, where they come from, and in what order."""

    columns: str
    values: str
    rows: str

    @property
    def statement(self) -> str:
        return f"SELECT {self.values} FROM {self.rows}"  # noqa: S608 - words of this file


TABLES: Final[Mapping[str, _Table]] = {
    "events": _Table(
        "id:str report:str happening:str plover:str mode:str acled:str ucdp:int8 status:str day_start:day day_end:day "
        "precision:str place:str lat:float lon:float country:str deaths_low:float deaths_best:float deaths_high:float "
        "words:str",
        "e.id, p.id, h.id, e.plover, e.mode, e.acled, e.ucdp, e.status, e.day_start, e.day_end, e.precision, l.name, "
        "e.lat, e.lon, e.country, e.deaths_low, e.deaths_best, e.deaths_high, e.words",
        f"event e {_HELD.format('e')} LEFT JOIN place l ON l.n = e.place LEFT JOIN member m ON m.event = e.n "
        "AND m.until IS NULL LEFT JOIN happening h ON h.n = m.happening ORDER BY e.n",
    ),
    "claims": _Table(
        "id:str report:str source:str stance:str act:str quoted:bool said:day day_start:day day_end:day lat:float "
        "lon:float words:str",
        "c.id, p.id, s.id, c.stance, c.act, c.quoted, c.said, c.day_start, c.day_end, c.lat, c.lon, c.words",
        f"claim c {_HELD.format('c')} LEFT JOIN source s ON s.n = c.source ORDER BY c.n",
    ),
    "event_claims": _Table(
        "event:str claim:str",
        "e.id, c.id",
        "event_claim x JOIN event e ON e.n = x.event JOIN claim c ON c.n = x.claim "
        f"{_HELD.format('e')} ORDER BY x.event, x.claim",
    ),
    "sources": _Table(
        "id:str report:str kind:str name:str protect:bool",
        "s.id, p.id, s.kind, s.name, s.protect",
        f"source s {_HELD.format('s')} ORDER BY s.n",
    ),
    "actors": _Table(
        "id:str report:str key:str name:str kind:str country:str",
        "a.id, p.id, a.key, a.name, a.kind, a.country",
        f"actor a {_HELD.format('a')} ORDER BY a.n",
    ),
    "event_actors": _Table(
        "event:str role:str actor:str",
        "e.id, x.role, a.id",
        "event_actor x JOIN event e ON e.n = x.event JOIN actor a ON a.n = x.actor "
        f"{_HELD.format('e')} ORDER BY x.event, x.role, x.actor",
    ),
    "places": _Table(
        "id:str report:str name:str kind:str lat:float lon:float country:str admin1:str geonames_id:int32 "
        "where_prec:int8 radius_km:float",
        "l.id, p.id, l.name, l.kind, l.lat, l.lon, l.country, l.admin1, l.geonames_id, l.where_prec, l.radius_km",
        f"place l {_HELD.format('l')} ORDER BY l.n",
    ),
    "tolls": _Table(
        "event:str harm:str of:str low:float best:float high:float hedge:str",
        'e.id, t.harm, t."of", t.low, t.best, t.high, t.hedge',
        f"toll t JOIN event e ON e.n = t.event {_HELD.format('e')} ORDER BY t.event, t.harm",
    ),
    "happenings": _Table(
        "happening:str event:str",
        "h.id, e.id",
        "member m JOIN happening h ON h.n = m.happening JOIN event e ON e.n = m.event "
        "WHERE m.until IS NULL ORDER BY h.n, e.n",
    ),
    "reports": _Table(
        "id:str title:str outlet:str url:str language:str published:day copy_of:str likeness:float characters:int32",
        "p.id, p.title, p.outlet, p.url, p.language, p.published, o.id, p.likeness, p.characters",
        "report p LEFT JOIN report o ON o.n = p.copy_of ORDER BY p.n",
    ),
}
"""Pairs of an event and its claims, actors or happening stand in tables of their own: spreadsheets read no lists."""


def to_parquet(store: Store, folder: Path) -> Path:
    """Write what holds now into `folder`, whole or not at all; it comes back. Nothing is done where it is up to date.

    Raises `OutputError` where the folder holds other things, or cannot be written.
    """
    needed("pyarrow")
    if folder.exists():
        if up_to_date(store, folder):
            return folder
        if not folder.is_dir() or (any(folder.iterdir()) and not (folder / MANIFEST).exists()):
            raise OutputError(str(folder), "holds other things than tables of a case.", "Name another folder.")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        new = Path(tempfile.mkdtemp(prefix=f".{folder.name[:40]}.", dir=folder.parent))
        try:
            _write(store, new)
            new.chmod(0o777 & ~_umask())
            if folder.exists():
                shutil.rmtree(folder)
            new.rename(folder)
        finally:
            shutil.rmtree(new, ignore_errors=True)
    except OSError as exc:
        raise OutputError(str(folder), f"cannot be written: {exc.strerror or exc}.") from exc
    return folder


def up_to_date(store: Store, folder: Path) -> bool:
    """Whether the folder tells what the case tells now."""
    try:
        told = json.loads((folder / MANIFEST).read_bytes())
    except (OSError, ValueError):
        return False
    info = store.info()
    return isinstance(told, dict) and (told.get("format"), told.get("case"), told.get("head")) == (
        FORMAT, info.id, info.head
    )  # fmt: skip


def _write(store: Store, folder: Path) -> None:
    """All tables, from one moment of the case."""
    from sqlalchemy import text

    from dateline.case.store.sql import SqlStore

    assert isinstance(store, SqlStore)  # both databases; another kind of store brings its own way out
    case = store.info().id
    with store.reading() as c:
        head = c.execute(text("SELECT hash FROM log ORDER BY seq DESC LIMIT 1")).scalar() or START
        rows = {name: _table(c, folder / f"{name}.parquet", told) for name, told in TABLES.items()}
    told = {"format": FORMAT, "case": case, "head": head, "rows": rows}
    with (folder / MANIFEST).open("w", encoding="utf-8") as stream:
        json.dump(told, stream, indent=1)


def _table(c: Connection, path: Path, table: _Table) -> int:
    """One file, a part of its rows in memory at a time; how many there are."""
    import pyarrow as pa
    import pyarrow.parquet as pq
    from sqlalchemy import text

    types = {
        "str": pa.string(), "int8": pa.int8(), "int32": pa.int32(), "float": pa.float64(), "bool": pa.bool_(),
        "day": pa.date32(),
    }  # fmt: skip
    fields = [(name, types[kind]) for name, kind in (column.split(":") for column in table.columns.split())]
    schema, count = pa.schema(fields), 0
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for part in c.execution_options(yield_per=ROWS).execute(text(table.statement)).partitions(ROWS):
            arrays = [
                _array(pa, values, kind) for values, (_, kind) in zip(zip(*part, strict=True), fields, strict=True)
            ]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
            count += len(part)
    return count


def _array(pa: Any, values: tuple[Any, ...], kind: Any) -> Any:
    """Days are kept as numbers counted from 1970-01-01, truth as 0 and 1."""
    stored = {pa.date32(): pa.int32(), pa.bool_(): pa.int8()}.get(kind, kind)
    made = pa.array(values, stored)
    return made if stored == kind else made.cast(kind)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def needed(library: str) -> None:
    """Raises `SettingsError` where the extra is not installed."""
    if find_spec(library) is None:
        raise SettingsError(f"Tables of a case need {library}: pip install 'dateline[tables]'")
