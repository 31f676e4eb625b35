"""Scripts of others: which, of which version, under which licence, and that they are what was published."""

from __future__ import annotations

import hashlib
from pathlib import Path

from dateline.web.security.assets import STATIC

VENDORED = STATIC / "vendor"
ROOT = Path(__file__).resolve().parents[2]


def _rows() -> list[dict[str, str]]:
    header, *lines = (line.split("\t") for line in (VENDORED / "vendored.tsv").read_text(encoding="utf-8").splitlines())
    return [dict(zip(header, line, strict=True)) for line in lines]


def test_every_script_of_others_is_listed_with_its_digest() -> None:
    rows = {row["file"]: row for row in _rows()}
    assert set(rows) == {p.name for p in VENDORED.iterdir()} - {"vendored.tsv"}
    for name, row in rows.items():
        assert hashlib.sha256((VENDORED / name).read_bytes()).hexdigest() == row["sha256"], name
        assert row["version"] in name
        assert row["source"].startswith("https://")


def test_the_notice_names_each_of_them() -> None:
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    for row in _rows():
        assert f"{row['name'].removesuffix('.org')} {row['version']}" in notice
