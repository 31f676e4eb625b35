"""A fetched page kept with its hash and the time of capture."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from dateline.errors import OutputError
from dateline.readers.fetch.capture import BESIDE, keep
from dateline.readers.fetch.client import Fetched

BODY = b"<p>Shells fell on Malakal (fiction).</p>"
PAGE = Fetched(
    url="http://news.example.org/a",
    final_url="https://www.news.example.org/a",
    redirects=("https://news.example.org/a",),
    status=200,
    media_type="text/html",
    charset="utf-8",
    body=BODY,
    sha256=hashlib.sha256(BODY).hexdigest(),
    captured="2021-05-05T10:00:00Z",
    headers=(("content-type", "text/html; charset=utf-8"),),
)


def test_a_page_is_kept_as_sent_with_its_particulars_beside_it(tmp_path: Path) -> None:
    path = keep(PAGE, tmp_path / "new" / "folder")
    assert path.name == f"20210505T100000Z-www.news.example.org-{PAGE.sha256[:12]}.html"
    assert path.read_bytes() == BODY
    beside = json.loads(path.with_name(path.stem + BESIDE).read_text(encoding="utf-8"))
    assert beside["format"] == "dateline-capture/1"
    assert (beside["file"], beside["url"], beside["final_url"]) == (path.name, PAGE.url, PAGE.final_url)
    assert beside["redirects"] == list(PAGE.redirects)
    assert (beside["captured"], beside["sha256"], beside["bytes"]) == (PAGE.captured, PAGE.sha256, len(BODY))
    assert beside["headers"] == {"content-type": "text/html; charset=utf-8"}
    assert beside["dateline"]
    assert sorted(p.name for p in path.parent.iterdir()) == sorted([path.name, path.stem + BESIDE])


def test_no_capture_is_ever_written_over(tmp_path: Path) -> None:
    first = keep(PAGE, tmp_path)
    again = keep(replace(PAGE, url="http://news.example.org/b"), tmp_path)
    third = keep(replace(PAGE, media_type="text/plain"), tmp_path)
    assert len({first, again, third}) == 3
    assert again.stem == first.stem + "-2"
    told = [json.loads(p.with_name(p.stem + BESIDE).read_text(encoding="utf-8")) for p in (first, again, third)]
    assert [(t["file"], t["url"]) for t in told] == [
        (first.name, PAGE.url),
        (again.name, "http://news.example.org/b"),
        (third.name, PAGE.url),
    ]


def test_no_capture_is_written_over_on_a_disk_without_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(self: Path, target: Path) -> None:
        raise OSError("not supported")

    monkeypatch.setattr(Path, "hardlink_to", no_links)
    first, again = keep(PAGE, tmp_path), keep(PAGE, tmp_path)
    assert first != again
    assert first.read_bytes() == again.read_bytes() == BODY


@pytest.mark.parametrize(
    ("url", "kind", "ends"),
    [
        ("https://[2606:4700::1111]/", "application/pdf", ".pdf"),
        ("https://xn--mnchen-3ya.example.org/", "application/json", ".json"),
        ("https://" + "a" * 60 + ".example.org/", "text/csv", ".csv"),
        ("https://news.example.org/../../etc/passwd", "application/x-unknown", ".bin"),
    ],
)
def test_names_are_safe_whatever_the_address(tmp_path: Path, url: str, kind: str, ends: str) -> None:
    path = keep(replace(PAGE, final_url=url, media_type=kind), tmp_path)
    assert path.parent == tmp_path
    assert path.suffix == ends
    assert len(path.name) < 120
    assert set(path.name) <= set("abcdefghijklmnopqrstuvwxyz0123456789.-TZ")
    assert path.with_name(path.stem + BESIDE).exists()


def test_a_folder_that_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match="cannot be kept there"):
        keep(PAGE, tmp_path / "file")
