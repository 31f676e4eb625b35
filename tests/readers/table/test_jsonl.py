"""JSON Lines, JSON lists, and the answers of services."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given as examples
from hypothesis import settings
from hypothesis import strategies as st

from dateline.errors import InputError
from dateline.model.document import Document
from dateline.readers.formats import Failure, Input
from dateline.readers.table.elements import Elements, too_deep
from dateline.readers.table.jsonl import FORMAT
from dateline.readers.table.lines import CHUNK, LONGEST_ROW

Read = Callable[..., list[Document | Failure]]
BODY = "Fighters of the River Guard shelled the ferry landing at Malakal on Tuesday, two residents said."


def _texts(found: list[Document | Failure]) -> list[str]:
    """Texts of documents, messages of failures."""
    return [one.text if isinstance(one, Document) else str(one.error) for one in found]


def _parts(found: list[Document | Failure]) -> list[str | None]:
    return [one.file.part for one in found if isinstance(one, Document) and one.file]


def _only(found: list[Document | Failure]) -> Document:
    (one,) = found
    assert isinstance(one, Document), one
    return one


def test_a_line_is_a_report_with_its_metadata(read_jsonl: Read) -> None:
    line = {
        "source": {"id": None, "name": "Nile Wire"},
        "author": ["Ann Example", "Joe Roe"],
        "title": "Shells fall",
        "content": BODY,
        "publishedAt": "2021-05-05T23:30:00+03:00",
        "url": "https://example.org/7",
        "urlToImage": None,
    }
    one = _only(read_jsonl(json.dumps(line)))
    assert (one.text, one.title, one.outlet) == (BODY, "Shells fall", "Nile Wire")
    assert one.byline == ("Ann Example", "Joe Roe")
    assert (one.published.date, one.published.basis) == ("2021-05-05", "metadata")
    assert one.url == "https://example.org/7"
    assert one.file is not None
    assert (one.file.media_type, one.file.part) == ("application/x-ndjson", "line 1")
    (span,) = one.file.spans
    assert (span.start, span.end, span.part, span.at) == (0, len(BODY), "line 1 column content", 0)


def test_the_order_of_keys_and_what_is_not_read_do_not_change_the_id(read_jsonl: Read) -> None:
    first, second, third = read_jsonl('{"text":"a","title":"b","n":1}\n{"title":"b","n":2,"text":"a"}\n{"text":"a"}\n')
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert isinstance(third, Document)
    assert first.id == second.id != third.id


def test_a_text_in_paragraphs_is_put_together(read_jsonl: Read) -> None:
    one = _only(read_jsonl(json.dumps({"text": [BODY, "", "Nobody answered."], "title": "T"})))
    assert one.text == f"{BODY}\n\nNobody answered."
    assert one.file is not None
    assert [(s.part, s.at) for s in one.file.spans] == [
        ("line 1 column text [1]", 0),
        ("line 1 column text [2]", 0),
    ]


def test_html_in_a_text_is_read_as_a_page_is(read_jsonl: Read) -> None:
    assert (
        _only(read_jsonl(json.dumps({"body": f"<p>{BODY}</p><p>A &amp; B left.</p>"}))).text == f"{BODY}\n\nA & B left."
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "is broken JSON"),
        ('{"text": "a"', "is broken JSON"),
        ('{"text": "a"} {"text": "b"}', "is broken JSON: extra data"),
        ("[1]", "is no JSON object"),
        ('"text"', "is no JSON object"),
        ("null", "is no JSON object"),
        ('{"text": NaN}', "holds NaN"),
        ('{"text": "a", "n": -Infinity}', "holds -Infinity"),
        ('{"text": "a", "text": "b"}', "the key “text” twice"),
        ('{"text": "a", "more": {"x": 1, "x": 2}}', "the key “x” twice"),
        ('{"text": ' + "[" * 100 + "]" * 100 + "}", "nested deeper than 64"),
        ('{"text": null}', "has no text"),
        ('{"text": 3}', None),
        ('{"text": true}', "has no text"),
        ('{"text": "  "}', "has no text"),
        ('{"title": "x"}', "no column is known"),
        ('{"text": "a", "body": "b"}', "2 columns that may hold the text"),
        ('{"text": "a", "date": "soon"}', "“soon” is no date"),
        ('{"text": "a\\u0000"}', "NUL"),
        ('{"text": "a\\ud800"}', "half characters"),
        ('{"text": "a\tb"}', "is broken JSON"),
        (json.dumps({"format": "dateline-dossier/1", "document": {"text": "a"}}), "Dateline made"),
        (json.dumps({"format": "dateline-capture/1", "url": "a"}), "Dateline made"),
    ],
)
def test_a_broken_line_is_named_and_the_others_are_read(read_jsonl: Read, line: str, said: str | None) -> None:
    first, broken, last = read_jsonl(f'{{"text": "first"}}\n\n{line}\n{{"text": "last"}}')
    assert _texts([first, last]) == ["first", "last"]
    assert _parts([first, last]) == ["line 1", "line 4"]
    if said is None:
        assert _texts([broken]) == ["3"], "a number is kept as it is written"
        return
    assert isinstance(broken, Failure)
    assert broken.error.name == "reports.jsonl line 3"
    with pytest.raises(InputError, match=said):
        raise broken.error


def test_a_line_that_is_no_utf8_is_named(read_jsonl: Read) -> None:
    data = '{"text": "é"}\n'.encode() + b'{"text": "\xff"}\n{"text": "caf\xe9"}\n{"text": "b"}\n'
    first, *broken, last = _texts(read_jsonl(data))
    assert (first, last) == ("é", "b")
    assert ["is no UTF-8" in text for text in broken] == [True, True]
    wide = '{"text": "é"}\n{"text": "b"}\n'
    for encoding in ("utf-16", "utf-16-le", "utf-8-sig"):
        assert _texts(read_jsonl(wide.encode(encoding))) == ["é", "b"]


def test_numbers_and_names_without_end_cost_nothing(read_jsonl: Read) -> None:
    digits = "9" * 1_000_000
    many = ",".join(f'"k{n}": {{"a": 1}}' for n in range(50_000))
    found = read_jsonl(f'{{"text": "a", "n": {digits}}}\n{{"text": "b", {many}}}\n{{"text": "c", "n": 1e{digits}}}')
    assert _texts(found) == ["a", "b", "c"]


@pytest.mark.parametrize(
    "bomb", ["[" * 1_000_000, '{"a":' * 200_000, '{"text":' + "[" * 1_000_000, '[{"text":' + "[" * 1_000_000]
)
def test_a_megabyte_of_brackets_ends_no_parser(read_jsonl: Read, bomb: str) -> None:
    told: list[str] = []
    with suppress(InputError):
        told = _texts(read_jsonl(bomb))
    assert all("nested deeper" in text or "not closed" in text for text in told)


def test_brackets_in_strings_are_not_counted() -> None:
    assert not too_deep(json.dumps({"text": "[" * 500 + '\\"{' * 500}).encode())
    assert too_deep(b"[" * 65 + b"]" * 65)
    assert not too_deep(b"[" * 64 + b"]" * 64)
    assert not too_deep(b"[" + b"[]," * 5000 + b"[]]")
    assert too_deep(b'{"a": "\\\\", "b": ' + b"[" * 65)
    assert not too_deep(b'{"a": "\\\\\\"' + b"[" * 65 + b'"}')


def test_the_first_object_tells_whether_the_text_is_known_at_all(read_jsonl: Read) -> None:
    with pytest.raises(InputError, match=r"^reports\.jsonl: no column is known .* It has: “x”, “y\.z”\. "):
        read_jsonl('{"x": "a", "y": {"z": 1}}\n{"x": "b"}\n')
    assert _texts(read_jsonl('{"x": "a", "y": {"z": "b"}}\n', {"text": "y.z"})) == ["b"]
    with pytest.raises(InputError, match="no column 'w' for the text"):
        read_jsonl('{"x": "a"}\n', {"text": "w"})


def test_a_field_may_be_missing_in_some_reports_and_is_named_where_it_is_in_none(read_jsonl: Read) -> None:
    lines = '{"text": "a"}\n{"text": "b", "desk": "Nile Wire"}\n'
    first, second = read_jsonl(lines, {"outlet": "desk"})
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (first.outlet, second.outlet) == (None, "Nile Wire")
    *_, missed = _texts(read_jsonl(lines, {"outlet": "dsek"}))
    assert missed == "reports.jsonl: has no “dsek” for the outlet in any of its reports."


def test_a_json_list_gives_its_elements(read_jsonl: Read) -> None:
    found = read_jsonl('\n[ {"text": "a, ]"},\n\n{"text": "b\\"}"} , 3, {"text": }, {"text": "c"} ]\n', name="r.json")
    assert _texts(found)[0:2] == ["a, ]", 'b"}']
    assert _parts(found) == ["item 1", "item 2", "item 5"]
    assert "item 3: is no JSON object" in _texts(found)[2]
    assert "item 4: is broken JSON" in _texts(found)[3]
    one = found[0]
    assert isinstance(one, Document)
    assert one.file is not None
    assert one.file.media_type == "application/json"


@pytest.mark.parametrize(
    ("data", "texts"),
    [
        ('[{"text": "a"}', ["a", "r.json: is broken JSON: its list is not closed. Is the file complete?"]),
        ('[{"text": "a"}] x', ["a", "r.json: is broken JSON: something stands behind its list. Is the file complete?"]),
        ('[{"text": "a"},]', ["a"]),
        ('[{"text": "a"}]\n\n', ["a"]),
    ],
)
def test_a_list_that_is_cut_off_says_so(read_jsonl: Read, data: str, texts: list[str]) -> None:
    assert _texts(read_jsonl(data, name="r.json")) == texts


def test_the_answers_of_services_are_read(read_jsonl: Read) -> None:
    newsapi = {"status": "ok", "totalResults": 2, "articles": [{"content": "a", "author": None}, {"content": "b"}]}
    reliefweb = {
        "href": "https://example.org",
        "data": [
            {
                "id": "7",
                "fields": {
                    "title": "Flash update",
                    "body": BODY,
                    "date": {"created": "2021-05-06", "original": "2021-05-05"},
                    "source": [{"name": "Nile Relief"}, {"name": "Example Aid"}],
                    "url": "https://example.org/7",
                    "language": [{"code": "en"}],
                },
            }
        ],
    }
    guardian = {"response": {"results": [{"webTitle": "T", "fields": {"bodyText": BODY}, "tags": [{"id": "x"}]}]}}
    for text in (json.dumps(newsapi), json.dumps(newsapi, indent=2)):
        found = read_jsonl(text, name="r.json")
        assert _texts(found) == ["a", "b"]
    assert _parts(read_jsonl(json.dumps(newsapi, indent=2), name="r.json")) == ["item 1", "item 2"]
    one = _only(read_jsonl(json.dumps(reliefweb), name="r.json"))
    assert (one.title, one.published.date, one.outlet) == ("Flash update", "2021-05-05", "Nile Relief, Example Aid")
    assert _only(read_jsonl(json.dumps(guardian), name="r.json")).title == "T"


def test_one_object_over_several_lines_is_one_report(read_jsonl: Read) -> None:
    one = _only(
        read_jsonl(json.dumps({"title": "T", "text": BODY, "authors": [{"name": "A B"}]}, indent=2), name="r.json")
    )
    assert (one.text, one.byline) == (BODY, ("A B",))
    assert one.file is not None
    assert (one.file.part, one.file.spans[0].part) == (None, "column text")
    with pytest.raises(InputError, match=r"^r\.json: is broken JSON"):
        read_jsonl('{\n  "text": "a",\n', name="r.json")
    with pytest.raises(InputError, match=r"^r\.json: is a file that Dateline made \(dateline-dossier/1\)"):
        read_jsonl(json.dumps({"format": "dateline-dossier/1", "document": {}}, indent=2), name="r.json")


def test_a_first_line_that_is_broken_does_not_hide_the_others(read_jsonl: Read) -> None:
    broken, last = _texts(read_jsonl('{"text": "a",\n{"text": "b"}\n'))
    assert "line 1: is broken JSON" in broken
    assert last == "b"


def test_lines_and_elements_that_are_too_long_are_left_out(read_jsonl: Read) -> None:
    long = '{"text": "' + "a" * LONGEST_ROW + '"}'
    for data in (f'{{"text": "a"}}\n{long}\n{{"text": "b"}}', f'[{{"text": "a"}},{long},{{"text": "b"}}]'):
        first, broken, last = _texts(read_jsonl(data))
        assert (first, last) == ("a", "b")
        assert "is longer than 4,000,000 bytes" in broken


def test_the_whole_column_tells_how_dates_are_written(read_jsonl: Read) -> None:
    lines = '{"text": "a", "date": "03/04/2021"}\nbroken\n{"text": "b", "date": "17/05/2021"}\n'
    found = [one.published.date for one in read_jsonl(lines) if isinstance(one, Document)]
    assert found == ["2021-04-03", "2021-05-17"]
    assert "may be in month 3 or 4" in _texts(read_jsonl('{"text": "a", "date": "03/04/2021"}'))[0]


@pytest.mark.parametrize(
    ("head", "recognised"),
    [
        (b'{"text": "a"}\n', True),
        (b'{\n  "text": "a', True),
        (b'[{"text"', True),
        (b'[\n  {\n    "text"', True),
        (b"{\\rtf1 hello}", False),
        (b"[AMMAN] Shells fell", False),
        (b"{AMMAN} Shells fell", False),
        (b'["a", "b"]', False),
        (b"Shells fell", False),
    ],
)
def test_json_is_told_by_its_first_bytes(head: bytes, recognised: bool) -> None:  # noqa: FBT001 - a table's column
    assert FORMAT.recognises(head, "report.txt") is recognised


@settings(max_examples=300, deadline=None)
@examples(
    st.lists(
        st.recursive(
            st.none() | st.booleans() | st.text('[]{},"\\aé', max_size=6) | st.integers(-9, 9),
            lambda inner: (
                st.lists(inner, max_size=3) | st.dictionaries(st.text('[]{},"\\a', max_size=4), inner, max_size=3)
            ),
            max_leaves=6,
        ),
        max_size=5,
    ),
    st.integers(1, 9),
)
def test_elements_are_told_apart_wherever_the_file_is_cut_in_chunks(values: list[Any], size: int) -> None:
    data = json.dumps(values).encode()
    elements = Elements(data[n : n + size] for n in range(0, len(data), size))
    assert [json.loads(one) for one in elements if one and one.strip()] == values
    assert elements.closed
    assert not elements.trailing


@settings(max_examples=300, deadline=None)
@examples(st.binary(max_size=200), st.sampled_from([b"", b'{"text":', b'[{"text":"a"}', b'{"text":"a"}\n']))
def test_any_bytes_give_reports_or_reasons(data: bytes, head: bytes) -> None:
    whole = head + data
    try:
        found = list(FORMAT.read(Input("r.jsonl", io.BytesIO(whole), len(whole))))
    except InputError:
        return
    assert all(isinstance(one, Failure) or one.text.strip() for one in found)


def test_elements_are_handed_on_one_by_one() -> None:
    data = b"[" + b",".join(b'{"text": "report %d"}' % n for n in range(100_000)) + b"]"
    stream = io.BytesIO(data)
    found = FORMAT.read(Input("r.json", stream, len(data)))
    assert _texts([next(found)]) == ["report 0"]
    assert stream.tell() <= 2 * CHUNK
