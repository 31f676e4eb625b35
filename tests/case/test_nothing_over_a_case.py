"""A slip of the hand: a page, sheet or list written over a case or its key is refused, whatever writes it."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from dateline.case.keep.keys import make_key
from dateline.case.opening import create_case_store
from dateline.cli.app import app
from dateline.errors import OutputError
from dateline.files import check_writable, write_whole

run = CliRunner().invoke


@pytest.fixture
def case(tmp_path: Path) -> Path:
    create_case_store(tmp_path / "war.dateline").close()
    make_key(tmp_path / "war.dateline.key")
    return tmp_path / "war.dateline"


@pytest.mark.parametrize("name", ["war.dateline", "war.dateline.key"])
@pytest.mark.parametrize(
    "command",
    [
        ["show", "CASE", "--html", "OUT"],
        ["show", "CASE", "--geojson", "OUT"],
        ["sheet", "CASE", "-o", "OUT"],
        ["share", "CASE", "-o", "OUT"],
        ["backup", "CASE", "-o", "OUT"],
        ["archive", "CASE", "-o", "OUT"],
    ],
)
def test_nothing_is_written_over_a_case_or_its_key(case: Path, command: list[str], name: str) -> None:
    out = case.with_name(name)
    before = out.read_bytes()
    done = run(app, [{"CASE": str(case), "OUT": str(out)}.get(word, word) for word in command])
    assert done.exit_code in {1, 2}, done.output
    assert out.read_bytes()[:4096] == before[:4096]


def test_a_link_to_a_case_is_no_way_around_it(case: Path) -> None:
    link = case.with_name("page.html")
    link.symlink_to(case)
    with pytest.raises(OutputError, match="is a case"):
        write_whole(link, b"<html>")
    with pytest.raises(OutputError, match="is a case"):
        check_writable(link)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("war.age", "is an encrypted archive"),
        ("war.dateline-wal", "keeps beside itself"),
        ("war.dateline-shm", "keeps beside itself"),
        ("page-wal", None),
        ("page.html", None),
    ],
)
def test_archives_and_what_a_case_keeps_beside_itself_are_precious_too(case: Path, name: str, told: str | None) -> None:
    out = case.with_name(name)
    if name.endswith(".age"):
        out.write_bytes(b"age-encryption.org/v1\n-> X25519 invented\n")
    if told is None:
        write_whole(out, b"<html>")
        assert out.read_bytes() == b"<html>"
        return
    with pytest.raises(OutputError, match=told):
        write_whole(out, b"<html>")
    with pytest.raises(OutputError, match=told):
        check_writable(out)
    assert not out.exists() or out.read_bytes().startswith(b"age")
