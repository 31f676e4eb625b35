"""What the revisions make tables with. Never edited, as they are not: a case made years ago went through this."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from alembic import op
from sqlalchemy import REAL, BigInteger, Column, Double, ForeignKey, Integer, SmallInteger

N: Final = Integer().with_variant(BigInteger(), "postgresql")
SMALL: Final = SmallInteger().with_variant(Integer(), "sqlite")
BIG: Final = BigInteger().with_variant(Integer(), "sqlite")
NUMBER: Final[Double[float]] = Double().with_variant(REAL(), "sqlite")


def table(name: str, *columns: Any, clustered: bool = False, **indexes: Sequence[str]) -> None:
    """A table whose values have their column's type, and its indexes."""
    op.create_table(name, *columns, sqlite_strict=True, sqlite_with_rowid=not clustered)
    for index, of in indexes.items():
        op.create_index(index, name, list(of))


def n() -> Column[int]:
    return Column("n", N, primary_key=True, autoincrement=False)


def of(name: str, column: str | None = None, *, null: bool = False, key: bool = False) -> Column[int]:
    """A reference to a row of another table."""
    return Column(column or name, N, ForeignKey(f"{name}.n"), nullable=null, primary_key=key, autoincrement=False)


def seq(*, key: bool = False, to: str = "log") -> Column[int]:
    """A number of the log."""
    return Column("seq", N, ForeignKey(f"{to}.seq"), nullable=False, primary_key=key, autoincrement=False)
