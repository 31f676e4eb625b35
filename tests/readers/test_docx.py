"""Word documents -> Document: styles, tables, tracked changes, notes, hostile packages. All texts are invented."""

from __future__ import annotations

import hashlib
import io
import sys
import zipfile
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml

from dateline.errors import InputError
from dateline.model.document import Document
from dateline.readers.docx import FORMAT, read_docx
from dateline.readers.formats import Input
from dateline.readers.given import Given

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
MAIN = "word/document.xml"


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def report() -> Any:
    """A report with a title, a heading, a table, a caption, a list, a header."""
    document = docx.Document()
    document.core_properties.title = "Convoy attacked near Malakal"
    document.core_properties.author = "Ann Example"
    document.add_paragraph("Convoy attacked near Malakal", style="Title")
    document.add_paragraph("By Ann Example")
    document.add_paragraph("JUBA, 12 March 2031 — Gunmen opened fire on a convoy near Malakal on Monday.")
    document.add_heading("Shortage of fuel", 1)
    paragraph = document.add_paragraph("Fuel has ")
    paragraph.add_run("run short").bold = True
    paragraph.add_run(" in the town.")
    table = document.add_table(2, 3)
    for row, cells in zip(table.rows, (("Place", "Day", "Killed"), ("Kodok", "11 March", "4")), strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    document.add_paragraph("Figure 1: The road to Kodok", style="Caption")
    document.add_paragraph("The mission asked for safe passage.", style="List Bullet")
    document.sections[0].header.paragraphs[0].text = "Example Relief"
    return document


def of_body(*elements: str) -> bytes:
    """A document whose body holds some elements."""
    document = docx.Document()
    for element in elements:
        document.element.body.insert_element_before(parse_xml(element), "w:sectPr")
    return saved(document)


def paragraph(inner: str, properties: str = "") -> str:
    return f"<w:p {W} {MC}><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def read(data: bytes) -> list[tuple[str, str]]:
    document = read_docx(data, "x.docx")
    return [(s.kind, document.text[s.start : s.end]) for s in document.sections]


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The package with one part put in, or put in another's place."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
        new.writestr(name, content)
    return out.getvalue()


def part_of(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name)


def test_styles_tell_what_a_paragraph_is() -> None:
    assert read(saved(report())) == [
        ("title", "Convoy attacked near Malakal"),
        ("boilerplate", "By Ann Example"),
        ("dateline", "JUBA, 12 March 2031 —"),
        ("paragraph", "Gunmen opened fire on a convoy near Malakal on Monday."),
        ("heading", "Shortage of fuel"),
        ("paragraph", "Fuel has run short in the town."),
        ("paragraph", "Place | Day | Killed"),
        ("paragraph", "Kodok | 11 March | 4"),
        ("caption", "Figure 1: The road to Kodok"),
        ("paragraph", "The mission asked for safe passage."),
        ("boilerplate", "Example Relief"),
    ]


def test_the_file_tells_title_author_and_places_but_never_its_date_of_making() -> None:
    data = saved(report())
    document = read_docx(data, "x.docx")
    assert (document.title, document.byline) == ("Convoy attacked near Malakal", ("Ann Example",))
    assert (document.published.date, document.published.basis) == ("2031-03-12", "dateline")
    assert document.source_sha256 == hashlib.sha256(data).hexdigest()
    assert document.file is not None
    spans = [(document.text[s.start : s.end][:8], s.part, s.at) for s in document.file.spans]
    assert spans[3] == ("Shortage", "word/document.xml paragraph 4", 0)
    assert spans[6] == ("Kodok | ", "word/document.xml paragraph 9", 0)
    assert spans[-1] == ("Example ", "word/header1.xml paragraph 1", 0)
    bare = read_docx(of_body(paragraph(run("The road is closed."))), "x.docx")  # its core properties name a day
    assert (bare.published.date, bare.title, bare.byline) == (None, None, ())


def test_what_the_user_gives_goes_before_what_the_file_tells() -> None:
    data = saved(report())
    given = Given("2031-03-13", "River News", "Fire", "https://e.org", ("B",))
    (document,) = FORMAT.read(Input("x.docx", io.BytesIO(data), len(data), given))
    assert isinstance(document, Document)
    assert (document.published.date, document.outlet, document.title, document.url, document.byline) == (
        "2031-03-13",
        "River News",
        "Fire",
        "https://e.org",
        ("B",),
    )


def test_tracked_changes_are_read_as_if_accepted() -> None:
    changed = (
        run("Three ")
        + f'<w:ins w:id="1" w:author="x">{run("or four ")}</w:ins>'
        + '<w:del w:id="2" w:author="x"><w:r><w:delText>hundred </w:delText></w:r></w:del>'
        + f'<w:moveFrom w:id="3" w:author="x">{run("burned-out ")}</w:moveFrom>'
        + f'<w:moveTo w:id="4" w:author="x">{run("empty ")}</w:moveTo>'
        + run("lorries burned.")
    )
    assert read(of_body(paragraph(changed))) == [("paragraph", "Three or four empty lorries burned.")]


def test_a_deleted_end_of_a_paragraph_joins_it_to_the_next() -> None:
    gone = '<w:rPr><w:del w:id="1" w:author="x"/></w:rPr>'
    data = of_body(paragraph(run("The road "), gone), paragraph(run("is closed.")), paragraph(run("Nobody was hurt.")))
    assert [text for _, text in read(data)] == ["The road is closed.", "Nobody was hurt."]


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (run("The road") + "<w:r><w:tab/></w:r>" + run("is closed."), "The road\tis closed."),
        (run("The road") + "<w:r><w:br/></w:r>" + run("is closed."), "The road\nis closed."),
        (run("Saudi") + "<w:r><w:noBreakHyphen/></w:r>" + run("led forces"), "Saudi-led forces"),
        (f'<w:hyperlink w:anchor="x">{run("The road")}</w:hyperlink>{run(" is closed.")}', "The road is closed."),
        (run("The road ") + run("secretly ", "<w:vanish/>") + run("is closed."), "The road is closed."),
        (run("The road ") + run("really ", '<w:vanish w:val="0"/>') + run("is closed."), "The road really is closed."),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r>" + run("The road is closed."), "The road is closed."),
        (f"<w:sdt><w:sdtContent>{run('The road is closed.')}</w:sdtContent></w:sdt>", "The road is closed."),
        (run("The road is closed.") + '<w:r><w:footnoteReference w:id="2"/></w:r>', "The road is closed."),
    ],
)
def test_the_words_of_a_paragraph_are_those_that_its_reader_sees(inner: str, text: str) -> None:
    assert read(of_body(paragraph(inner)))[0][1] == text


def test_a_text_box_is_read_once_though_it_is_stored_twice() -> None:
    box = f"<w:txbxContent>{paragraph(run('Nobody was hurt.'))}</w:txbxContent>"
    both = (
        "<w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert [text for _, text in read(of_body(paragraph(run("The road is closed.") + both)))] == [
        "The road is closed.",
        "Nobody was hurt.",
    ]


@pytest.mark.parametrize(
    ("properties", "runs", "kind"),
    [
        ("", run("Shortage of fuel", "<w:b/>"), "heading"),
        ("", run("Shortage of fuel", '<w:b w:val="0"/>'), "paragraph"),
        ("", run("Shortage of ", "<w:b/>") + run("fuel"), "paragraph"),
        ("", run("Fuel is short.", "<w:b/>"), "paragraph"),
        ('<w:outlineLvl w:val="1"/>', run("Shortage of fuel"), "heading"),
        ('<w:outlineLvl w:val="9"/>', run("Shortage of fuel"), "paragraph"),
        ('<w:pStyle w:val="Caption"/>', run("The river at dawn"), "caption"),
        ('<w:pStyle w:val="Subtitle"/>', run("The river at dawn"), "heading"),
        ('<w:pStyle w:val="NoSuchStyle"/>', run("The river at dawn"), "paragraph"),
    ],
)
def test_bold_lines_and_outline_levels_are_headings(properties: str, runs: str, kind: str) -> None:
    before = paragraph(run("The barges were stopped at the bend of the river."))
    assert read(of_body(before, paragraph(runs, properties)))[1][0] == kind


def test_a_style_of_the_users_own_is_what_it_is_based_on() -> None:
    document = docx.Document()
    own = document.styles.add_style("Our red heading", 1)
    own.base_style = document.styles["Heading 2"]
    document.add_paragraph("The barges were stopped at the bend of the river.")
    document.add_paragraph("What traders said", style=own)
    assert read(saved(document))[1] == ("heading", "What traders said")


def test_the_heading_that_opens_a_document_is_its_title() -> None:
    document = docx.Document()
    document.add_heading("Road to Kodok closed", 1)
    document.add_heading("What traders said", 2)
    document.add_paragraph("The barges were stopped at the bend of the river.")
    found = read_docx(saved(document), "x.docx")
    assert found.title == "Road to Kodok closed"
    assert [s.kind for s in found.sections] == ["title", "heading", "paragraph"]


def test_tables_that_only_lay_out_the_page_are_read_cell_by_cell() -> None:
    document = docx.Document()
    long = "The barges were stopped at the bend of the river. " * 15
    one, two = document.add_table(1, 1), document.add_table(1, 2)
    one.cell(0, 0).text = "Nobody was hurt."
    two.cell(0, 0).text, two.cell(0, 1).text = long, long
    assert [text for _, text in read(saved(document))] == ["Nobody was hurt.", long.strip(), long.strip()]


def test_a_table_within_a_table_is_read_once() -> None:
    document = docx.Document()
    cell = document.add_table(1, 2).cell(0, 0)
    cell.text = "Kodok"
    inner = cell.add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "killed", "4"
    assert [text for _, text in read(saved(document))] == ["Kodok", "killed | 4"]


def test_notes_are_boilerplate_at_the_end() -> None:
    data = saved(report())
    notes = (
        f'<w:footnotes {W}><w:footnote w:type="separator" w:id="0">{paragraph(run("---- line"))}</w:footnote>'
        f'<w:footnote w:id="2">{paragraph(run("Figures of the mission."))}</w:footnote></w:footnotes>'
    )
    relation = (
        b'<Relationship Id="rId77" Target="footnotes.xml" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"/></Relationships>'
    )
    rels = part_of(data, "word/_rels/document.xml.rels").replace(b"</Relationships>", relation)
    types = part_of(data, "[Content_Types].xml").replace(
        b"</Types>",
        b'<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        b'wordprocessingml.footnotes+xml"/></Types>',
    )
    data = with_part(data, "word/footnotes.xml", notes.encode())
    data = with_part(with_part(data, "word/_rels/document.xml.rels", rels), "[Content_Types].xml", types)
    document = read_docx(data, "x.docx")
    kinds = {document.text[s.start : s.end]: s.kind for s in document.sections}
    assert kinds["Figures of the mission."] == "boilerplate"
    assert "---- line" not in document.text


# Packages that cannot be read.

LAUGHS = b'<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;">]>'
FILE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def hostile(name: str) -> bytes:
    """The report with one thing done to it."""
    data = saved(report())
    xml = part_of(data, MAIN)
    head, _, rest = xml.partition(b"?>")
    deep = b"<w:r>" * 5000 + b"</w:r>" * 5000
    end = b"</w:body>"
    cases = {
        "billion laughs": lambda: with_part(data, MAIN, head + b"?>" + LAUGHS + rest.replace(b"Kodok", b"&b;")),
        "entity of a file": lambda: with_part(data, MAIN, head + b"?>" + FILE + rest.replace(b"Kodok", b"&a;")),
        "entities beside": lambda: with_part(data, "customXml/item9.xml", LAUGHS + b"<x>&b;</x>"),
        "bomb": lambda: with_part(data, "word/media/x.bin", b"\0" * 20_000_000),
        "too large": lambda: with_part(with_part(data, "a.bin", b"ab" * 1000), "b.bin", b"\0" * 200_000_001),
        "path": lambda: with_part(data, "../../etc/cron.d/x", b"x"),
        "absolute path": lambda: with_part(data, "/etc/cron.d/x", b"x"),
        "drive": lambda: with_part(data, "C:\\x.bat", b"x"),
        "deep": lambda: with_part(data, MAIN, xml.replace(end, b"<w:p>" + deep + b"</w:p>" + end)),
        "broken xml": lambda: with_part(data, MAIN, xml[: len(xml) // 2]),
        "no main part": lambda: with_part(data, "_rels/.rels", b'<Relationships xmlns="x"/>'),
        "cut off": lambda: data[: len(data) // 2],
        "a zip of something else": lambda: with_part(data, "[Content_Types].xml", b"<Types/>"),
        "empty": lambda: b"",
        "text": lambda: b"The road is closed.",
        "old": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1000,
        "locked": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "no words": lambda: saved(docx.Document()),
    }
    return cases[name]()


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("billion laughs", r"part word/document.xml: declares a document type or entities"),
        ("entity of a file", r"declares a document type or entities"),
        ("entities beside", r"part customXml/item9.xml: declares a document type"),
        ("bomb", r"unpacks to 20,000,000 bytes from "),
        ("too large", r"unpacks to 200,\d+,\d+ bytes; 200,000,000 are allowed"),
        ("path", r"a part whose name leads out of it \('../../etc/cron.d/x'\)"),
        ("absolute path", r"a part whose name leads out of it"),
        ("drive", r"a part whose name leads out of it"),
        ("deep", r"nests XML elements more than 200 deep"),
        ("broken xml", r"part word/document.xml: is broken XML"),
        ("no main part", r"is no whole Word document"),
        ("cut off", r"its directory of parts cannot be read"),
        ("a zip of something else", r"is no whole Word document"),
        ("empty", r"is empty"),
        ("text", r"is no Word document, whatever its name says"),
        ("old", r"is an old Word document \(.doc\). Save it as .docx"),
        ("locked", r"is locked with a password"),
        ("no words", r"holds no text"),
    ],
)
def test_a_package_that_cannot_be_read_says_why(name: str, reason: str) -> None:
    data = hostile(name)
    with pytest.raises(InputError, match=rf"\Ax\.docx[: ].*{reason}"):
        read_docx(data, "x.docx")


def test_a_part_that_is_a_link_or_named_twice_or_locked_is_refused() -> None:
    link, data = zipfile.ZipInfo("word/x.xml"), saved(report())
    link.external_attr = 0o120777 << 16
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as package:
        package.writestr(link, "/etc/passwd")
    with pytest.raises(InputError, match="a part that is only a link"):
        read_docx(out.getvalue(), "x.docx")
    twice = io.BytesIO(data)
    with zipfile.ZipFile(twice, "a") as package, pytest.warns(UserWarning, match="Duplicate"):
        package.writestr(MAIN, "x")
    with pytest.raises(InputError, match="names a part twice"):
        read_docx(twice.getvalue(), "x.docx")
    at = data.index(b"PK\x01\x02") + 8
    with pytest.raises(InputError, match="is locked with a password"):
        read_docx(data[:at] + b"\x01" + data[at + 1 :], "x.docx")


def test_links_to_other_places_are_never_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    monkeypatch.setattr(socket, "socket", lambda *a, **k: pytest.fail("a connection was opened"))
    data = saved(report())
    relation = (
        b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header" '
        b'Target="http://example.org/header.xml" TargetMode="External"/></Relationships>'
    )
    rels = part_of(data, "word/_rels/document.xml.rels").replace(b"</Relationships>", relation)
    assert "Kodok" in read_docx(with_part(data, "word/_rels/document.xml.rels", rels), "x.docx").text


def test_a_file_too_large_is_refused_before_it_is_read() -> None:
    with pytest.raises(InputError, match=r"x\.docx: has 50,000,001 bytes"):
        list(FORMAT.read(Input("x.docx", io.BytesIO(b"PK\x03\x04"), 50_000_001)))


@pytest.mark.parametrize("module", ["docx", "defusedxml"])
def test_without_the_libraries_the_message_says_how_to_get_them(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = saved(report())
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(InputError, match=rf"x\.docx: .*{module}.* pip install 'dateline\[docx\]'"):
        read_docx(data, "x.docx")


@pytest.mark.parametrize(
    ("head", "name", "is_word"),
    [
        (saved(report())[:4096], "report", True),
        (b"PK\x03\x04" + b"\0" * 40, "report.docx", True),
        (b"PK\x03\x04" + b"\0" * 40, "report.zip", False),
        (b"PK\x03\x04" + b"\0" * 26 + b"xl/workbook.xml", "report.xlsx", False),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "report.doc", True),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "report.xls", False),
        (b"The road is closed.", "report.docx", False),
    ],
)
def test_a_word_document_is_told_by_its_parts_or_its_name(head: bytes, name: str, is_word: object) -> None:
    assert FORMAT.recognises(head, name) is is_word
