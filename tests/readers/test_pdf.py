"""PDF -> Document: reading order, paragraphs, hyphens, running lines, hostile files. All texts are invented."""

from __future__ import annotations

import hashlib
import io
import sys
import zlib
from collections.abc import Iterable
from pathlib import Path

import pytest

from dateline.errors import InputError
from dateline.model.document import Document
from dateline.readers.formats import Input
from dateline.readers.given import Given
from dateline.readers.pdf import FORMAT, letters, read_pdf
from dateline.readers.pdf.blocks import blocks_of_pages
from dateline.readers.pdf.hyphens import join, words_of
from dateline.readers.pdf.info import metadata_of
from dateline.readers.pdf.letters import LettersOf, Page, Word

FILES = Path(__file__).parent / "files"


def sections(document: Document) -> list[tuple[str, str]]:
    return [(s.kind, document.text[s.start : s.end]) for s in document.sections]


def data_of(name: str) -> bytes:
    return (FILES / name).read_bytes()


@pytest.fixture(scope="module")
def two_columns() -> Document:
    return read_pdf(data_of("two_columns.pdf"), "two_columns.pdf")


def test_two_columns_are_read_one_after_the_other_below_their_title(two_columns: Document) -> None:
    expected = (FILES / "two_columns.tsv").read_text(encoding="utf-8").splitlines()[1:]
    assert [f"{kind}\t{text}" for kind, text in sections(two_columns)] == expected


def test_a_pdf_tells_title_author_dateline_and_language_but_never_its_date_of_making(two_columns: Document) -> None:
    document = two_columns
    assert (document.title, document.byline, document.language) == (
        "Convoy attacked near Malakal",
        ("Ann Example",),
        "en",
    )
    assert (document.published.date, document.published.basis) == ("2031-03-12", "dateline")
    turned = read_pdf(data_of("turned.pdf"), "turned.pdf")  # its info dictionary holds a CreationDate
    assert (turned.published.date, turned.title, turned.byline) == (None, None, ())


def test_every_block_says_on_which_page_and_at_which_character_it_begins(two_columns: Document) -> None:
    import pypdfium2

    assert two_columns.file is not None
    spans = two_columns.file.spans
    assert [s.part for s in spans[::6]] == ["page 1", "page 1", "page 2", "page 3"]
    with pypdfium2.PdfDocument(data_of("two_columns.pdf")) as pdf:
        for span in spans:
            words = two_columns.text[span.start : span.end].split()[0]
            text = pdf[int(span.part.split()[1]) - 1].get_textpage().get_text_range()
            assert span.at is not None
            assert text[span.at :].startswith(words[:4])


def test_the_hash_is_of_the_file_and_what_the_user_gives_goes_before(two_columns: Document) -> None:
    data = data_of("two_columns.pdf")
    assert two_columns.source_sha256 == hashlib.sha256(data).hexdigest()
    source = Input(
        "x.pdf", io.BytesIO(data), len(data), Given("2031-03-14", "River News"), None, "https://e.org/x", "now"
    )
    (document,) = FORMAT.read(source)
    assert isinstance(document, Document)
    assert (document.published.date, document.outlet, document.url) == ("2031-03-14", "River News", "https://e.org/x")
    assert document.file is not None
    assert (document.file.media_type, document.file.captured) == ("application/pdf", "now")


def test_a_turned_page_is_read_upright() -> None:
    text = read_pdf(data_of("turned.pdf"), "turned.pdf").text
    assert text.startswith("Fighters of the invented Marsh Guard opened fire on a convoy of lorries near Malakal")


def test_arabic_stands_in_the_order_in_which_it_is_read() -> None:
    document = read_pdf(data_of("arabic.pdf"), "arabic.pdf")
    assert document.text == "قال سكان البلدة إن القصف أصاب السوق يوم الاثنين في مدينة ملكال على النهر"
    assert document.language == "ar"


# Layouts, set by hand: a letter is half as wide as it is high.


def words(x: float, y: float, text: str, size: float = 10, *, bold: bool = False) -> list[Word]:
    found: list[Word] = []
    for word in text.split(" "):
        width = len(word) * size / 2
        found.append(Word(word, x, x + width, y, size, bold, len(found), glued=False))
        x += width + size / 4
    return found


def column(x: float, y: float, text: str, size: float = 10, leading: float = 12) -> list[list[Word]]:
    return [words(x, y - n * leading, line, size) for n, line in enumerate(text.split("\n"))]


def page(*lines: Iterable[Word], number: int = 1) -> Page:
    return Page(number, 0, 800, tuple(word for line in lines for word in line))


def read(*pages: Page) -> list[tuple[str, str]]:
    return [(b.kind, b.text) for b in blocks_of_pages(pages)]


def texts(*pages: Page) -> list[str]:
    return [text for _, text in read(*pages)]


LEFT = """The barges from the south were
stopped at the bend of the river
and came back to the harbour in
the evening with all of their load."""
RIGHT = """Traders said that flour would be
out within a week, and that no one
had told them when the river would
be open again for their boats."""
JOINED = [" ".join(LEFT.split()), " ".join(RIGHT.split())]


def test_columns_whose_lines_alternate_in_the_file_are_still_two() -> None:
    pairs = zip(column(50, 700, LEFT), column(300, 700, RIGHT), strict=True)
    assert texts(page(*(line for pair in pairs for line in pair))) == JOINED


def test_columns_need_not_stand_on_the_same_lines() -> None:
    assert texts(page(*column(50, 700, LEFT), *column(300, 695, RIGHT))) == JOINED


def test_a_column_that_begins_beside_a_picture_waits_for_the_left_one() -> None:
    higher = column(300, 736, "A second story\nbegins up here\nto be read last.")
    assert texts(page(*higher, *column(50, 700, LEFT), *column(300, 700, RIGHT)))[0] == JOINED[0]


def test_three_columns_below_a_line_across() -> None:
    across = words(50, 760, "What traders and boatmen on the river said of the week when no barge came to the town", 10)
    third = "Boatmen asked for their wages\nand were told to wait until the\nmonth was over and the barges\nhad come."
    lines = [across, *column(50, 700, LEFT), *column(260, 700, RIGHT), *column(470, 700, third)]
    assert texts(page(*lines)) == [" ".join(w.text for w in across), *JOINED, " ".join(third.split())]


def test_a_table_is_read_row_by_row_with_wrapped_cells_put_together() -> None:
    rows = [
        words(50, 700, "Place") + words(150, 700, "What happened") + words(450, 700, "Killed"),
        words(50, 684, "Kodok") + words(150, 684, "Shells fell on the market") + words(450, 684, "3"),
        words(150, 672, "and on a school"),
        words(50, 656, "Melut") + words(150, 656, "A boat was") + words(450, 656, "0"),
        words(150, 644, "searched"),
    ]
    assert texts(page(*rows)) == [
        "Place | What happened | Killed",
        "Kodok | Shells fell on the market and on a school | 3",
        "Melut | A boat was searched | 0",
    ]


def test_two_texts_at_one_height_are_no_table_and_a_wide_space_is_none_either() -> None:
    apart = words(50, 700, "Situation report 7") + words(400, 700, "12 March 2031")
    wide = words(50, 660, "The river rose") + words(138, 660, "above the quay on Monday night.")
    assert texts(page(apart, wide)) == [
        "Situation report 7",
        "12 March 2031",
        "The river rose above the quay on Monday night.",
    ]


def test_a_paragraph_goes_on_over_columns_and_pages_and_what_runs_along_stands_behind_it() -> None:
    def sheet(number: int, text: str) -> Page:
        return page(
            words(50, 780, "Example Relief weekly", 8),
            *column(50, 700, text),
            words(300, 20, f"Page {number} of 3", 8),
            number=number,
        )

    found = read(
        sheet(1, "The barges from the south were stopped at the\nbend of the river, where the army"),
        sheet(2, "had put a chain across the water for the night.\nNobody was hurt, traders said on the quay."),
        sheet(3, "Fuel has run short since the road was cut off."),
    )
    running = ("boilerplate", "Example Relief weekly")
    assert found == [
        (
            "paragraph",
            (
                "The barges from the south were stopped at the bend of the river, where the army had put a chain "
                "across the water for the night. Nobody was hurt, traders said on the quay."
            ),
        ),
        running,
        ("boilerplate", "Page 1 of 3"),
        running,
        ("boilerplate", "Page 2 of 3"),
        ("paragraph", "Fuel has run short since the road was cut off."),
        running,
        ("boilerplate", "Page 3 of 3"),
    ]


def test_a_line_at_the_top_that_does_not_come_again_is_text() -> None:
    assert read(page(words(50, 780, "Nobody was hurt in the fire.")))[0] == (
        "paragraph",
        "Nobody was hurt in the fire.",
    )


@pytest.mark.parametrize(
    ("lines", "kinds"),
    [
        ([("Road to Kodok closed", 20, False), (LEFT, 10, False)], ["title", "paragraph"]),
        (
            [(LEFT, 10, False), ("What traders said", 10, True), (RIGHT, 10, False)],
            ["paragraph", "heading", "paragraph"],
        ),
        (
            [(LEFT, 10, False), ("What traders said", 12, False), (RIGHT, 10, False)],
            ["paragraph", "heading", "paragraph"],
        ),
        (
            [(LEFT, 10, False), ("WHAT TRADERS SAID", 10, False), (RIGHT, 10, False)],
            ["paragraph", "heading", "paragraph"],
        ),
        ([(LEFT, 10, False), ("Nobody was hurt.", 10, True), (RIGHT, 10, False)], ["paragraph"] * 3),
        ([(LEFT, 10, False), ("Nobody was hurt", 10, False), (RIGHT, 10, False)], ["paragraph"] * 3),
    ],
)
def test_size_weight_and_capitals_make_a_heading(lines: list[tuple[str, float, bool]], kinds: list[str]) -> None:
    set_: list[list[Word]] = []
    y = 700.0
    for text, size, bold in lines:
        for line in text.split("\n"):
            set_.append(words(50, y, line, size, bold=bold))
            y -= 12
        y -= 18
    assert [kind for kind, _ in read(page(*set_))] == kinds


@pytest.mark.parametrize(
    ("second", "paragraphs"),
    [
        (words(65, 688, "Nobody was hurt in the fire, a boatman said later."), 2),
        (words(50, 688, "Nobody was hurt in the fire, a boatman said later."), 1),
        (words(50, 678, "Nobody was hurt in the fire, a boatman said later."), 2),
        (words(50, 688, "• Nobody was hurt in the fire, a boatman said later."), 2),
    ],
    ids=["set in", "goes on", "farther down", "item of a list"],
)
def test_indents_distances_and_bullets_begin_a_paragraph(second: list[Word], paragraphs: int) -> None:
    first = words(50, 700, "Three lorries burned on the road to the market town.")
    rest = [words(50, second[0].y - 12 * n, "and the army said that it had not seen the lorries.") for n in (1, 2, 3)]
    assert len(texts(page(first, second, *rest))) == paragraphs


def test_a_short_line_that_ends_a_sentence_ends_its_paragraph() -> None:
    lines = "The barges from the south were\nstopped.\nTraders said that flour would be\nout within a week or less."
    assert texts(page(*column(50, 700, lines))) == [
        "The barges from the south were stopped.",
        "Traders said that flour would be out within a week or less.",
    ]


def test_raised_note_marks_are_left_out_but_units_keep_their_exponents() -> None:
    def raised(text: str, mark: str) -> list[Word]:
        last = words(50, 700, text)
        end = last[-1].x1
        return [*last, Word(mark, end, end + 3, 704, 6, bold=False, at=99, glued=True)]

    assert texts(page(raised("They were stopped for three days.", "3")))[0] == "They were stopped for three days."
    assert texts(page(raised("The camp has 4 km", "2")))[0] == "The camp has 4 km2"


def test_small_lines_with_a_mark_at_the_foot_are_notes() -> None:
    note = [words(50, 60, "1 Figures of the invented mission", 7), words(50, 52, "as of Monday.", 7)]
    credit = [words(50, 60, "Figures of the invented mission", 7)]
    assert read(page(*column(50, 700, LEFT), *note))[1] == (
        "boilerplate",
        "1 Figures of the invented mission as of Monday.",
    )
    assert read(page(*column(50, 700, LEFT), *credit))[1][0] == "paragraph"


@pytest.mark.parametrize(
    ("before", "after", "elsewhere", "joined"),
    [
        ("a convoy of human-", "itarian lorries", "", "a convoy of humanitarian lorries"),
        ("killed by the Saudi-", "led coalition", "", "killed by the Saudi-led coalition"),
        ("on the road to Khar-", "toum and back", "", "on the road to Khartoum and back"),
        ("on the road to Khar-", "toum and back", "Khartoum fell", "on the road to Khartoum and back"),
        ("for a long-", "term truce", "", "for a long-term truce"),
        ("a cease-", "fire line", "the ceasefire held", "a ceasefire line"),
        ("a cease-", "fire line", "the cease-fire held", "a cease-fire line"),
        ("between Baku-", "Tbilisi trains", "", "between Baku-Tbilisi trains"),
        ("on Mon-", "day at dawn", "", "on Monday at dawn"),
        ("they with-", "held the pay", "", "they withheld the pay"),
        ("the army-", "held town", "", "the army-held town"),
        ("twenty-", "five men", "", "twenty-five men"),
        ("an ex-", "plosion was heard", "", "an explosion was heard"),
        ("in 2030-", "31 the harvest", "", "in 2030-31 the harvest"),
        ("an F-", "16 was seen", "", "an F-16 was seen"),
        ("they waited -", "in vain", "", "they waited - in vain"),
        ("the har\xad", "vest", "", "the harvest"),
        ("the Har\xad", "Vest", "", "the HarVest"),
        ("the road is", "closed", "", "the road is closed"),
    ],
)
def test_a_hyphen_at_the_end_of_a_line_is_undone_where_it_only_parts_a_word(
    before: str, after: str, elsewhere: str, joined: str
) -> None:
    assert join(before, after, words_of([before, after, elsewhere])) == joined


@pytest.mark.parametrize(
    ("told", "shown", "title"),
    [
        ("Microsoft Word - report.doc", "Road closed", None),
        ("Untitled 1", "Road closed", None),
        ("sitrep_final_v3.pdf", "Road closed", None),
        ("Layout 1", "Road closed", None),
        ("Road closed", "On Monday the ROAD closed again", "Road closed"),
        ("Road to Kodok closed", "Something else", "Road to Kodok closed"),
        ("Road closed", "Something else", None),
        ("", "Road closed", None),
    ],
)
def test_a_title_in_the_file_is_taken_only_where_it_looks_right(told: str, shown: str, title: str | None) -> None:
    found = metadata_of(LettersOf((page(words(50, 700, shown)),), told), None, None)
    assert found.title == title


@pytest.mark.parametrize(
    ("told", "byline"),
    [
        ("Ann Example; Bob Example", ("Ann Example", "Bob Example")),
        ("Microsoft Office User", ()),
        ("admin", ()),
        ("annex", ()),
        ("Scanner 3000", ()),
        ("", ()),
    ],
)
def test_an_author_in_the_file_is_taken_only_where_it_is_a_name(told: str, byline: tuple[str, ...]) -> None:
    assert metadata_of(LettersOf((page(words(50, 700, "Road")),), "", told), None, None).byline == byline


# Files that cannot be read.


def pdf_of(*objects: bytes) -> bytes:
    """A PDF of the objects 1, 2 …, of which the first is the catalogue."""
    out, places = b"%PDF-1.4\n", []
    for n, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (n, body)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + rows + end


def one_page(content: bytes, filter_: bytes = b"", resources: bytes = b"", *more: bytes) -> bytes:
    font = b"/Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"
    return pdf_of(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<<%s%s>>>>" % (font, resources),
        b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(content), filter_, content),
        *more,
    )


TEXT = b"BT /F1 12 Tf 50 700 Td (The road to Kodok is closed.) Tj ET"


def test_the_pdf_that_the_others_are_made_from_is_read() -> None:
    assert read_pdf(one_page(TEXT), "x.pdf").text == "The road to Kodok is closed."


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b" \n ", "is empty"),
        (b"%PDF-1.4\n%%EOF", "is no whole PDF"),
        (b"The road is closed.", "is cut off"),
        (data_of("two_columns.pdf")[:3000], "is cut off"),
        (data_of("two_columns.pdf")[:40] + b"\n%%EOF", "is no whole PDF"),
        (data_of("locked.pdf"), "is locked with a password"),
        (data_of("scan.pdf"), "holds only pictures .*OCR"),
        (one_page(b""), "holds no text"),
        (
            pdf_of(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", b"<<>>"),
            "holds no text",
        ),
        (pdf_of(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[9 0 R]/Count 1>>"), "page 1|no whole"),
        (pdf_of(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 3>>"), "page|no whole"),
        (one_page(b"\xff\x00" * 500, b"/Filter/FlateDecode"), "holds no text"),
    ],
)
def test_a_pdf_that_cannot_be_read_says_why(data: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=rf"(?s)\Ax\.pdf: .*(?:{reason})"):
        read_pdf(data, "x.pdf")


def test_a_pdf_that_is_locked_only_against_changes_is_read() -> None:
    assert "Malakal" in read_pdf(data_of("owner_locked.pdf"), "x.pdf").text


def test_a_pdf_too_large_or_of_too_many_pages_is_refused() -> None:
    source = Input("x.pdf", io.BytesIO(b"%PDF-"), 50_000_001)
    with pytest.raises(InputError, match=r"x\.pdf: has 50,000,001 bytes; a file of this kind may have 50,000,000"):
        list(FORMAT.read(source))
    kids = b"3 0 R " * 2001
    leaf = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]>>"
    many = pdf_of(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[%s]/Count 2001>>" % kids, leaf)
    with pytest.raises(InputError, match="has 2,001 pages; a PDF may have 2,000"):
        read_pdf(many, "x.pdf")


def test_a_page_of_more_text_than_a_report_may_have_is_refused() -> None:
    long = b"BT /F1 1 Tf 1 700 Td " + b"(closed road ) Tj " * 90_000 + b"ET"
    with pytest.raises(InputError, match="holds more than 1,000,000 characters of text"):
        read_pdf(one_page(zlib.compress(long), b"/Filter/FlateDecode"), "x.pdf")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to its memory")
def test_a_stream_that_unpacks_to_gigabytes_stops_only_the_process_that_reads_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(letters, "MEMORY", 300 << 20)
    packer = zlib.compressobj(9)
    bomb = b"".join(packer.compress(b" " * 1_000_000) for _ in range(600)) + packer.flush()
    with pytest.raises(InputError, match=r"asks for more memory|holds no text"):
        read_pdf(one_page(bomb, b"/Filter/FlateDecode"), "bomb.pdf")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to its memory")
def test_drawings_that_draw_each_other_ten_by_ten_are_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters, "MEMORY", 300 << 20)
    monkeypatch.setattr(letters, "COMPUTING", 5)
    form = b"<</Type/XObject/Subtype/Form/BBox[0 0 600 800]/Length 50/Resources<</XObject<</X %d 0 R>>>>>>\nstream\n"
    forms = [form % n + b"/X Do" * 10 + b"\nendstream" for n in range(6, 18)]
    with pytest.raises(InputError, match="asks for more memory or time"):
        read_pdf(one_page(b"/X Do", b"", b"/XObject<</X 5 0 R>>", *forms), "laughs.pdf")


def test_without_the_library_the_message_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(InputError, match=r"x\.pdf: .*pypdfium2.* pip install 'dateline\[pdf\]'"):
        read_pdf(one_page(TEXT), "x.pdf")


@pytest.mark.parametrize(
    ("head", "is_pdf"),
    [
        (b"%PDF-1.7\n", True),
        (b"\x00\x01 junk of a mail gateway\n%PDF-1.4", True),
        (b"<html>How to read %PDF-1.4 files", False),
        (b"The road is closed.", False),
        (b"x" * 1024 + b"%PDF-1.4", False),
    ],
)
def test_a_pdf_is_told_by_its_first_kilobyte(head: bytes, *, is_pdf: bool) -> None:
    assert FORMAT.recognises(head, "report") is is_pdf


def test_importing_the_reader_loads_no_library() -> None:
    import subprocess

    code = "import sys, dateline.readers.pdf; print('pypdfium2' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
