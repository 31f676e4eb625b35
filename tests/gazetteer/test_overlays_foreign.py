"""Overlay files that somebody else made or changed: refused with what to do, never half-read, never endless."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from dateline.errors import InputError
from dateline.gazetteer.overlays.folder import installed
from dateline.gazetteer.overlays.store import Overlay

ENDLESS = (
    "ALTER TABLE name RENAME TO kept; "
    "CREATE VIEW name AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) "
    "SELECT 'al wadi' AS key, '' AS bare, '' AS core, 'SY' AS country, '' AS bones, x AS place FROM c"
)
TOLD = "UPDATE about SET told = json_set(told, '$.{}', json('{}'))"
AT_OPENING = [
    ENDLESS,
    "DROP TABLE name",
    "CREATE TABLE more (a)",
    "CREATE TRIGGER t AFTER INSERT ON place BEGIN DELETE FROM name; END",
    "UPDATE about SET told = '[]'",
    "UPDATE about SET told = json_remove(told, '$.names')",
    TOLD.format("places", '"many"'),
    TOLD.format("kind", '["own"]'),
]
AT_LOOKUP = [
    "UPDATE place SET kind = 'castle'",
    "UPDATE place SET bbox = '1,2'",
    "UPDATE place SET bbox = 'a,b,c,d'",
    "UPDATE place SET lat = 91",
    "UPDATE place SET lon = 9e999",
    "UPDATE place SET radius_km = -1",
]


def changed(path: Path, sql: str) -> Path:
    db = sqlite3.connect(path)
    db.executescript(sql)
    db.close()
    return path


@pytest.mark.parametrize("sql", AT_OPENING)
def test_an_overlay_with_other_tables_or_words_is_not_opened(add, samples, sql: str) -> None:
    path = changed(add(samples.own).path, sql)
    with pytest.raises(InputError, match=r"Take it away .dateline place remove places. and add its file again"):
        Overlay(path)


@pytest.mark.parametrize("sql", AT_LOOKUP)
def test_a_place_that_cannot_be_is_not_given(add, samples, sql: str) -> None:
    made = Overlay(changed(add(samples.own).path, sql))
    with pytest.raises(InputError, match="is no overlay of Dateline's, or a damaged one"):
        made.exact("al wadi")


def test_an_overlay_as_it_was_made_is_opened(add, samples) -> None:
    assert [c.name for c in Overlay(add(samples.own).path).exact("al wadi")] == ["al-Wadi"]


def test_a_folder_of_overlays_that_is_no_folder_is_named(own_folder: Path) -> None:
    own_folder.parent.mkdir()
    own_folder.write_text("no folder")
    with pytest.raises(InputError, match="DATELINE_HOME names another"):
        installed()
