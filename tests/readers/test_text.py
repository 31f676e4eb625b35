"""Bytes and strings -> Document."""

from __future__ import annotations

import codecs
import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import DatelineError, InputError, SettingsError
from dateline.readers.decode import LARGEST
from dateline.readers.text import read_text, read_text_bytes

BODY = "Fighters of the River Guard shelled the ferry landing at Malakal on Tuesday, two residents said."


def test_the_text_is_kept_to_the_character() -> None:
    text = f"\xa0Shells fall\r\n\r\n{BODY}\r\n\t\n"
    document = read_text(text)
    assert document.text == text
    assert document.source_sha256 == hashlib.sha256(text.encode()).hexdigest()
    assert document.id == f"doc-{document.source_sha256[:12]}"


def test_what_the_user_gives_goes_before_what_the_text_tells() -> None:
    text = f"Shells fall on Malakal\n\nBy Ann Example\n\nJUBA, 5 May 2021 (Reuters) - {BODY}"
    found = read_text(text)
    assert (found.title, found.byline, found.outlet) == ("Shells fall on Malakal", ("Ann Example",), "Reuters")
    assert (found.published.date, found.published.basis) == ("2021-05-05", "dateline")
    given_ = read_text(text, title="T", outlet="O", published="2021-05-06", url="https://example.org", byline=["B"])
    assert (given_.title, given_.byline, given_.outlet, given_.url) == ("T", ("B",), "O", "https://example.org")
    assert (given_.published.date, given_.published.basis) == ("2021-05-06", "given")


def test_what_the_text_does_not_tell_stays_null() -> None:
    document = read_text(f"JUBA, May 5 (AP) - {BODY}")
    assert (document.title, document.published.date, document.published.basis) == (None, None, None)
    assert document.dateline is not None
    assert (document.dateline.place, document.dateline.text) == ("JUBA", "JUBA, May 5 (AP) -")


def test_a_published_line_gives_the_date_with_its_basis() -> None:
    published = read_text(f"Shells fall on Malakal\n\nPublished: 5 May 2021, 10:30 GMT\n\n{BODY}").published
    assert (published.date, published.basis) == ("2021-05-05", "text")


@pytest.mark.parametrize(("text", "language"), [(BODY, "en"), ("Der Fluss trat am Dienstag über die Ufer.", None)])
def test_the_language_is_told_only_where_the_words_tell_it(text: str, language: str | None) -> None:
    assert read_text(text).language == language


@pytest.mark.parametrize("date", ["18.5.2017", "2017-13-01", "2017-02-30", "yesterday", "", "20170518"])
def test_a_publication_date_that_is_none_is_refused_in_words(date: str) -> None:
    with pytest.raises(SettingsError, match="published"):
        read_text(BODY, published=date)


@pytest.mark.parametrize(
    "data",
    [
        BODY.encode(),
        codecs.BOM_UTF8 + BODY.encode(),
        BODY.encode("utf-16"),
        codecs.BOM_UTF16_BE + BODY.encode("utf-16-be"),
        BODY.encode("utf-16-le"),
    ],
)
def test_encodings_give_the_same_text(data: bytes) -> None:
    document = read_text_bytes(data, "report.txt")
    assert document.text == BODY
    assert document.source_sha256 == hashlib.sha256(data).hexdigest()


def test_windows_1252_is_read_where_nothing_speaks_against_it() -> None:
    text = "“Gone,” he said – of the café."
    assert read_text_bytes(text.encode("cp1252"), "r").text == text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04....", "zip"),
        (b"<!DOCTYPE html><html>", "HTML"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"abc\x00def", "NUL"),
        (b"\x01\x02\xff\xfe\x9d\x81", "binary"),
        ("“one” “two” “three”".encode() + b"\xff", "broken character"),
        (b"caf\x81 and more words", "neither"),
        (codecs.BOM_UTF8 + b"\xff", "breaks it"),
        (b"a" * (LARGEST + 1), "may have"),
    ],
)
def test_what_is_no_report_is_refused_with_name_and_reason(data: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as caught:
        read_text_bytes(data, "odd.bin")
    assert str(caught.value).startswith("odd.bin: ")


@settings(max_examples=100, deadline=None)
@given(st.one_of(st.text(max_size=200), st.binary(max_size=200)))
def test_any_text_or_bytes_give_a_document_or_a_clear_error(raw: str | bytes) -> None:
    try:
        document = read_text(raw) if isinstance(raw, str) else read_text_bytes(raw, "raw")
    except DatelineError:
        return
    assert document.sections
