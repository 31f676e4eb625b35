"""Linked data of many reports: memory stays what it is for few, and each is written once. All is fiction."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dateline.exports.format import format_named
from dateline.exports.linked.lines import line
from dateline.exports.linked.names import digest_iri, local, url_of
from dateline.exports.linked.once import once
from dateline.exports.losses import Losses
from dateline.exports.material import material_of
from dateline.model.dossier import Dossier
from dateline.protect.policy import Policy, Shown

NOISE = 600_000
"""Bytes that the collector of garbage and buffers of files may hold more or less; 180 reports kept would be 3 MB."""
LINKED = ("annotations", "claims", "ftm", "ftm-statements", "prov", "prov-json")


def many(dossier: Dossier, count: int) -> Iterator[Shown]:
    """The same report under other ids, one in memory at a time."""
    for n in range(count):
        yield Shown(replace(dossier, document=replace(dossier.document, id=f"doc-{n:012x}")), Policy())


def peak(name: str, dossier: Dossier, count: int, path: Path) -> int:
    """Most bytes held while so many reports are written."""
    tracemalloc.start()
    format_named(name).write(material_of("many", lambda: many(dossier, count)), path, Losses(), lambda n: None)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most


@pytest.mark.parametrize("name", LINKED)
def test_ten_times_the_reports_need_no_more_memory(dossier: Dossier, tmp_path: Path, name: str) -> None:
    peak(name, dossier, 5, tmp_path / "warm")
    few, more = peak(name, dossier, 20, tmp_path / "few"), peak(name, dossier, 200, tmp_path / "more")
    assert more < few + NOISE
    assert (tmp_path / "more").stat().st_size > 5 * (tmp_path / "few").stat().st_size


def test_what_was_met_is_known_again_whatever_it_is_called() -> None:
    with once() as met:
        assert [met.new(*key) for key in (("a",), ("a",), ("a", "b"), ("ab",), ("\ud83d\x00'",), ("\ud83d\x00'",))] == [
            True, False, True, True, True, False,
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("id_", "expected"),
    [
        ("event-3f2a", "event-3f2a"), ("a b/c:d", "a%20b%2Fc%3Ad"), ("-x.", "%2Dx%2E"), ("~", "%7E"), ("é", "%C3%A9"),
        ("\ud83d", "%ED%A0%BD"), ("'),(", "%27%29%2C%28"),
    ],
)  # fmt: skip
def test_ids_are_names_that_every_notation_takes(id_: str, expected: str) -> None:
    assert local(id_) == expected


def test_a_digest_is_a_name_and_what_is_none_is_not() -> None:
    assert digest_iri("00" * 32) == "ni:///sha-256;AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
    assert [digest_iri(text) for text in ("", "zz" * 32, "00" * 31, "AB" * 32)] == [None] * 4


def test_an_address_that_is_one_already_is_left_as_it_is() -> None:
    for url in ("https://example.org/a?b=c%20d#e", "http://example.org:8080/~x/(y)!"):
        assert url_of(url) == url


def test_a_line_is_one_line_for_everybody() -> None:
    made = line({"a": "x\u2028y\u0085z\n\ud800"})
    assert made == '{"a":"x\\u2028y\\u0085z\\n\ufffd"}\n'
    assert len(made.splitlines()) == 1
    with pytest.raises(ValueError, match="JSON compliant"):
        line({"a": float("nan")})
