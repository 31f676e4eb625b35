"""CSV and TSV files of reports."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import subprocess
import sys
from collections.abc import Callable

import pytest
from hypothesis import given as examples
from hypothesis import settings
from hypothesis import strategies as st

from dateline.errors import InputError
from dateline.model.document import Document
from dateline.readers.decode import LARGEST
from dateline.readers.formats import Failure, Input
from dateline.readers.given import Given
from dateline.readers.table.cells import Rows
from dateline.readers.table.csv_rows import FORMAT
from dateline.readers.table.lines import LONGEST_ROW

Read = Callable[..., list[Document | Failure]]
BODY = "Fighters of the River Guard shelled the ferry landing at Malakal on Tuesday, two residents said."


def _texts(found: list[Document | Failure]) -> list[str]:
    """Texts of documents, messages of failures."""
    return [one.text if isinstance(one, Document) else str(one.error) for one in found]


def _only(found: list[Document | Failure]) -> Document:
    (one,) = found
    assert isinstance(one, Document), one
    return one


def test_a_row_is_a_report_with_its_metadata(read_csv: Read) -> None:
    table = (
        "ID,Title,Body,Publication Date,Source,Author,URL,Language\r\n"
        f'7,Shells fall,"{BODY}",5 May 2021,Nile Wire,By Ann Example and Joe Roe,https://example.org/7,en-GB\r\n'
    )
    one = _only(read_csv(table))
    assert one.text == BODY
    assert (one.title, one.outlet, one.byline) == ("Shells fall", "Nile Wire", ("Ann Example", "Joe Roe"))
    assert (one.published.date, one.published.basis) == ("2021-05-05", "metadata")
    assert (one.url, one.language) == ("https://example.org/7", "en")
    assert one.file is not None
    assert (one.file.media_type, one.file.part) == ("text/csv", "row 2")
    assert one.file.captured == "2021-05-06T10:00:00Z"
    (span,) = one.file.spans
    assert (span.start, span.end, span.part, span.at) == (0, len(BODY), "row 2 column Body", 0)


def test_the_hash_is_of_the_row_s_own_fields(read_csv: Read) -> None:
    first, second, third = read_csv("id,text,title\n1,Malakal.,A\n2,Malakal.,A\n3,Malakal.,B\n")
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert isinstance(third, Document)
    told = json.dumps({"text": "Malakal.", "title": "A"}, separators=(",", ":"), ensure_ascii=False)
    assert first.source_sha256 == second.source_sha256 == hashlib.sha256(told.encode()).hexdigest()
    assert third.source_sha256 != first.source_sha256
    assert first.id == f"doc-{first.source_sha256[:12]}"


@pytest.mark.parametrize(
    "cell",
    ["=cmd|' /C calc'!A0", "=HYPERLINK(\"http://example.org\")", "+1", "-1", "@SUM(A1)", "'0123", "  two  ", "{}",
     "first\r\n\r\nsecond\n", "“quoted”, he said", 'a ""doubled"" mark', "a\x0bb", "1e5", "00012", "NULL"],
)  # fmt: skip
def test_a_cell_is_kept_to_the_character(read_csv: Read, cell: str) -> None:
    out = io.StringIO()
    csv.writer(out).writerows([["id", "text"], ["1", cell], ["2", "end"]])
    assert _texts(read_csv(out.getvalue())) == [cell, "end"]


def test_what_the_user_says_of_all_reports_wins(read_csv: Read) -> None:
    one = _only(
        read_csv("text,date,source\nMalakal.,2021-05-05,A\n", given=Given("2020-01-01", "B", url="https://e.org"))
    )
    assert (one.published.date, one.published.basis, one.outlet, one.url) == (
        "2020-01-01",
        "given",
        "B",
        "https://e.org",
    )


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "example.org", "https://a b", "//example.org"]
)
def test_only_addresses_of_pages_are_taken_as_such(read_csv: Read, url: str) -> None:
    assert _only(read_csv(f'text,url\nMalakal.,"{url}"\n')).url is None


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Ann Example", ("Ann Example",)),
        ("By Ann Example", ("Ann Example",)),
        ("Ann Example; Joe Roe", ("Ann Example", "Joe Roe")),
        ("Ann Example | Joe Roe", ("Ann Example", "Joe Roe")),
        ("Example, Ann", ("Example, Ann",)),
    ],
)
def test_names_of_authors_are_told_apart(read_csv: Read, cell: str, names: tuple[str, ...]) -> None:
    assert _only(read_csv(f'text,author\nMalakal.,"{cell}"\n')).byline == names


def test_a_cell_of_html_is_read_as_a_page_is(read_csv: Read) -> None:
    cell = f"<div><p>{BODY}</p><script>alert(1)</script><p>Nobody answered &amp; left.</p></div>"
    one = _only(read_csv(f'text,title\n"{cell}",Shells fall\n'))
    assert one.text == f"{BODY}\n\nNobody answered & left."
    assert one.file is not None
    assert [(span.part, span.at) for span in one.file.spans] == [("row 2 column text", None)] * 2
    for plain in ("<Ahmed> we left <now>", "< 5 killed", "a <p> in a sentence"):
        assert _only(read_csv(f'text\n"{plain}"\n')).text == plain


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [("utf-8", b""), ("utf-8-sig", b""), ("utf-16", b""), ("utf-16-le", b""), ("utf-16-be", b""),
     ("utf-16-be", b"\xfe\xff"), ("cp1252", b"")],
)  # fmt: skip
def test_encodings_give_the_same_rows(read_csv: Read, encoding: str, mark: bytes) -> None:
    table = "text,title\r\n“Gone,” he said – of the café.,Zoé\r\nline,two\r\n".replace("“Gone,”", '"“Gone,”"')
    table = 'text,title\r\n"“Gone,” he said – of the café.",Zoé\r\nline,two\r\n'
    first, second = read_csv(mark + table.encode(encoding))
    assert isinstance(first, Document)
    assert (first.text, first.title) == ("“Gone,” he said – of the café.", "Zoé")
    assert _texts([second]) == ["line"]


def test_one_row_of_broken_text_breaks_no_other(read_csv: Read) -> None:
    rows = [b"text,n", "Zoé and Chloé".encode() + b",1", b"broken \xff\xfe caf\xe9,2", "café".encode() + b",3"]
    first, second, third = _texts(read_csv(b"\n".join(rows)))
    assert (first, third) == ("Zoé and Chloé", "café")
    assert second.startswith("reports.csv row 3: holds bytes that are no utf-8 text.")
    wide = "text,n\nok,1\n".encode("utf-16-le") + b"\x00\xd8,\x001\x00\n\x00" + "ok,2\n".encode("utf-16-le")
    assert ["row 3" in text for text in _texts(read_csv(wide))] == [False, True, False]


@pytest.mark.parametrize(
    ("table", "delimiter"),
    [
        ("text,title\na,b\n", ","),
        ("text;title\na, b, c;d, e\n", ";"),
        ("text\ttitle\na, b; c\td\n", "\t"),
        ("text|title\na, b; c\td|e\n", "|"),
        ("sep=;\r\ntext;title\r\na, b;c\r\n", ";"),
        ('"text";"title"\n"a, b";"c"\n', ";"),
        ("note, of;text\na, b;c\n", ";"),
    ],
)
def test_the_delimiter_is_told_by_names_and_rows(read_csv: Read, table: str, delimiter: str) -> None:
    one = _only(read_csv(table))
    assert one.file is not None
    assert one.file.part == "row 2"
    assert one.text in {"a", "a, b", "a, b, c", "a, b; c", "a, b; c\td", "c"}
    assert one.file.media_type == ("text/tab-separated-values" if delimiter == "\t" else "text/csv")


def test_the_user_s_delimiter_wins(read_csv: Read) -> None:
    table = "text;a,title\nx;y,z\n"
    assert _only(read_csv(table, {"delimiter": ";"})).text == "x"
    assert _only(read_csv(table, {"delimiter": ",", "text": "text;a"})).text == "x;y"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_all_ends_of_lines_are_read_and_rows_counted_as_a_spreadsheet_does(read_csv: Read, end: str) -> None:
    table = end.join(["text,n", f'"one{end}and more",1', "", ",", "two,2", "bad", "three,3"])
    found = read_csv(table)
    assert _texts(found)[:2] == [f"one{end}and more", "two"]
    parts = [one.file.part for one in found if isinstance(one, Document) and one.file]
    assert parts == ["row 2", "row 5", "row 7"]
    assert _texts(found)[2].startswith("reports.csv row 6: has 1 cells; the table has 2 columns.")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("a,2021-05-05", "has 2 cells; the table has 3 columns"),
        ("a,2021-05-05,x,y", "has 4 cells"),
        (',2021-05-05,"x"', "has no text. Its column “text” is empty"),
        ("  ,2021-05-05,x", "has no text"),
        ("a,soon,x", "“soon” is no date"),
        ("a,03/04/2021,x", "may be in month 3 or 4"),
        ("a\0b,2021-05-05,x", "NUL"),
        ('"a\nb",2021-05-05', r"has 2 cells \(lines 3 to 4 of the file\)"),
        ('"' + "a" * (LARGEST + 1) + '",2021-05-05,x', "a report may have 1,000,000"),
        ("a" * (LONGEST_ROW + 1) + ",2021-05-05,x", "is longer than 4,000,000 bytes"),
    ],
)
def test_a_broken_row_is_named_and_the_others_are_read(read_csv: Read, row: str, said: str) -> None:
    first, broken, last = read_csv(f"text,date,n\nfirst,2021-05-05,1\n{row}\nlast,2021-05-05,2\n")
    assert _texts([first, last]) == ["first", "last"]
    assert isinstance(broken, Failure)
    assert broken.error.name == "reports.csv row 3"
    with pytest.raises(InputError, match=said):
        raise broken.error


def test_empty_cells_too_many_are_no_fault(read_csv: Read) -> None:
    assert _texts(read_csv("text,n\na,1,,\nb,2\n")) == ["a", "b"]


def test_a_cell_of_a_megabyte_is_read(read_csv: Read) -> None:
    word = "Malakal, "
    cell = word * (LARGEST // len(word))
    assert _texts(read_csv(f'text,n\n"{cell}",1\nb,2\n')) == [cell, "b"]


def test_a_mark_that_is_never_closed_costs_its_own_row_only(read_csv: Read) -> None:
    table = 'id,text,title\n1,"never closed,x\n' + "".join(f"{n},text {n},t\n" for n in range(2, 60))
    found = _texts(read_csv(table))
    assert found[0].startswith("reports.csv row 2: has a quotation mark that is never closed. Look at line 2")
    assert found[1:] == [f"text {n}" for n in range(2, 60)]


def test_a_mark_that_is_never_closed_is_given_up_after_four_megabytes() -> None:
    lines = [b"id,text,title\n", b'1,"never closed,x\n'] + [b"%d,text,t\n" % n for n in range(2, 500_000)]
    rows = Rows(iter(lines), b",")
    rows.width = 3
    faults = [row for row in rows if row.fault]
    assert [(row.number, row.first, row.rest) for row in faults] == [(2, 2, False)]


def test_a_mark_closed_by_the_next_one_far_below_costs_its_own_row_only(read_csv: Read) -> None:
    rows = [f"{n},text {n},t" for n in range(3, 30)]
    table = "\n".join(["id,text,title", '2,"never closed,x', *rows, '30,"it says ""no"", so",t', "31,end,t"])
    found = _texts(read_csv(table))
    assert found[0].startswith("reports.csv row 2: has a quotation mark that is never closed.")
    assert found[1:] == [*(f"text {n}" for n in range(3, 30)), 'it says "no", so', "end"]


def test_a_table_cut_off_in_a_report_gives_no_reports_of_its_pieces(read_csv: Read) -> None:
    table = 'id,text,title\n1,whole,t\n2,"cut off, as the download\nbroke, in the middle\nof it\nand so, on\n'
    first, cut = _texts(read_csv(table))
    assert first == "whole"
    assert "never closed. It and all behind it are left out." in cut


def test_a_flood_of_open_marks_ends() -> None:
    """Each such pair of lines is open from wherever one begins to read it, and looks like rows: without an end to it,
    each would cost a look at all behind it."""
    lines = [b'x","y\n', b"a,b\n"] * 1_000_000
    rows = Rows(iter(lines), b",")
    rows.width = 2
    found = list(rows)
    assert found[-1].rest
    assert 5 <= len(found) <= 50


@pytest.mark.parametrize(
    ("table", "columns", "said"),
    [
        ("", None, "is empty"),
        (" \n\n", None, "is empty"),
        ("a,b\n1,2\n", None, r"It has: “a”, “b”.*--column text=NAME"),
        ("text,body\n1,2\n", None, "2 columns that may hold the text"),
        ("text,TEXT\n1,2\n", None, "two columns named “TEXT”"),
        (f'"{BODY * 3}",x\n', None, "no row of column names"),
        ('"text,title\na,b\n', None, "first row has a quotation mark that is never closed"),
        ("text\n1\n", {"title": "Head"}, "no column 'Head'"),
        ("text" + "," * 10_000 + "\n", None, "10,001 columns; a table may have 10,000"),
        (b"text\xff\xfe,caf\xc3\xa9\xc3\xa9\xc3\xa9\n1,2\n", None, "names of its columns are broken"),
        (b"te\0xt,a\n1,2\n", None, "NUL"),
        (b"PK\x03\x04abcdefgh", None, r"a zip archive or an office document, not a table of text\. Save it as CSV"),
        ("<html><p>x</p></html>", None, "an HTML page, not a table"),
    ],
)
def test_a_table_that_cannot_be_read_at_all_says_why(
    read_csv: Read, table: str | bytes, columns: dict[str, str] | None, said: str
) -> None:
    with pytest.raises(InputError, match=said):
        read_csv(table, columns)


def test_a_table_without_names_is_read_by_the_numbers_of_its_columns(read_csv: Read) -> None:
    first, second = read_csv(
        "Malakal fell silent.,2021-05-05\nSo did Kodok.,2021-05-06\n", {"text": "1", "published": "2"}
    )
    assert isinstance(first, Document)
    assert first.file is not None
    assert (first.text, first.published.date, first.file.part) == ("Malakal fell silent.", "2021-05-05", "row 1")
    assert _texts([second]) == ["So did Kodok."]
    assert _texts(read_csv("text,text,n\na,b,1\n", {"text": "2"})) == ["b"], "a row of known names is no report"


def test_a_column_can_be_left_out(read_csv: Read) -> None:
    assert _only(read_csv("text,date\na,soon\n", {"published": ""})).published.date is None


def test_the_whole_column_tells_how_dates_are_written(read_csv: Read) -> None:
    dates = [f"0{n}/04/2021" for n in (1, 2, 3)] + ["17/05/2021"]
    table = "text,date\n" + "".join(f"t,{day}\n" for day in dates)
    found = [one.published.date for one in read_csv(table) if isinstance(one, Document)]
    assert found == ["2021-04-01", "2021-04-02", "2021-04-03", "2021-05-17"]
    told = read_csv("text,date\nt,03/04/2021\n", {"date_order": "mdy"})
    assert _only(told).published.date == "2021-03-04"


def test_rows_are_handed_on_one_by_one() -> None:
    """The second chunk of the file is not read before the first reports are handed on."""
    data = b"text\n" + b"".join(b"report %d\n" % n for n in range(200_000))
    stream = io.BytesIO(data)
    found = FORMAT.read(Input("reports.csv", stream, len(data)))
    assert _texts([next(found)]) == ["report 0"]
    assert stream.tell() < 200_000


def test_a_table_that_is_too_large_is_refused_unread() -> None:
    with pytest.raises(InputError, match=r"a table may have 2,000,000,000"):
        next(FORMAT.read(Input("reports.csv", io.BytesIO(b"text\na\n"), 2_000_000_001)))


def test_readers_of_tables_load_nothing_heavy() -> None:
    code = (
        "import sys; import dateline.readers.table.csv_rows, dateline.readers.table.jsonl; "
        "print(sorted({'lxml', 'urllib3', 'ssl', 'spacy', 'pydantic'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_a_csv_is_told_by_its_name_alone() -> None:
    assert not FORMAT.recognises(b"text,title\na,b\n", "reports.csv")
    assert ".csv" in FORMAT.extensions
    assert "text/csv" in FORMAT.media_types


@settings(max_examples=300, deadline=None)
@examples(
    st.lists(
        st.lists(st.text(st.sampled_from('ab",;\t \r\n\'"é'), max_size=8), min_size=2, max_size=4),
        min_size=1,
        max_size=6,
    ),
    st.sampled_from([",", ";", "\t", "|"]),
)
def test_what_the_standard_library_writes_is_read_back(table: list[list[str]], delimiter: str) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(table)
    lines = iter(out.getvalue().encode().splitlines(keepends=True))
    read = [[cell.decode() for cell in row.cells] for row in Rows(lines, delimiter.encode())]
    assert read == table


@settings(max_examples=300, deadline=None)
@examples(st.binary(max_size=300), st.sampled_from([b"", b"text,a\n", b"\xff\xfe", b"\xfe\xff"]))
def test_any_bytes_give_reports_or_reasons(data: bytes, head: bytes) -> None:
    whole = head + data
    try:
        found = list(FORMAT.read(Input("r.csv", io.BytesIO(whole), len(whole))))
    except InputError:
        return
    assert all(isinstance(one, Failure) or one.text.strip() for one in found)
