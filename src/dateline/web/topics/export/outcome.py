"""What an export came to, and what a preview tells of it beforehand."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from pydantic import BaseModel, Field

from dateline.case.store.rows.besides import Protecting
from dateline.exports.targets import REDACTIONS, named
from dateline.exports.writing import Written


class Lost(BaseModel):
    """Something that the format cannot carry, and how often."""

    kind: str = Field(description="left out, dropped or changed")
    field: str
    reason: str
    count: int


class Redacted(BaseModel):
    """Something that is hidden, and how often: never the thing itself."""

    what: str
    shown_as: str
    count: int


class Credit(BaseModel):
    """Whose work stands in the file, under which licence."""

    what: str
    licence: str
    credit: str


class Guarded(BaseModel):
    """A report that protects somebody."""

    report: str
    title: str | None
    outlet: str | None
    sources: list[str] = Field(description="What they are called in the export: pseudonyms.")

    @classmethod
    def of(cls, found: Protecting) -> Guarded:
        return cls(report=found.report, title=found.title, outlet=found.outlet, sources=list(found.sources))


def losses_of(written: Written) -> list[Lost]:
    """By reason, the most frequent first."""
    rows: list[dict[str, Any]] = written.losses.summary()
    return [Lost(**row) for row in rows]


def redactions_of(written: Written) -> list[Redacted]:
    """What stands in the report beside the export."""
    return redactions_in(named(written.path, REDACTIONS))


def redactions_in(path: Path) -> list[Redacted]:
    with path.open(encoding="utf-8", newline="") as stream:
        return [Redacted(what=r["what"], shown_as=r["shown_as"], count=int(r["count"])) for r in csv.DictReader(stream)]


def credits_in(manifest: dict[str, Any]) -> list[Credit]:
    return [Credit(**one) for one in manifest["licences"]]
