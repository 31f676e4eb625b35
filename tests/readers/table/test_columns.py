"""Which column holds which field."""

from __future__ import annotations

import pytest

from dateline.errors import InputError
from dateline.readers.table.columns import choose, fold, known
from dateline.readers.table.profile import FIELDS
from dateline.readers.tables import rows


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Full Text", "fulltext"),
        ("full_text", "fulltext"),
        ("FULL-TEXT ", "fulltext"),
        ("Publié_le", "publiele"),
        ("source.name", "source.name"),
        ("النَّص", "النص"),
        ("ТЕКСТ", "текст"),
        ("", ""),
    ],
)
def test_names_are_the_same_whatever_their_case_spaces_and_accents(name: str, folded: str) -> None:
    assert fold(name) == folded


@pytest.mark.parametrize(
    ("names", "chosen"),
    [
        ("id text", "- text"),
        ("Title Body Publication_Date Source Author Link", "title text published outlet byline url"),
        ("headline content publishedAt source.name author url", "title text published outlet byline url"),
        ("text published updated created", "text published - -"),
        ("text date created", "text published -"),
        ("text created_at", "text published"),
        ("text updated", "text -"),
        ("body publication_date publication_datetime publisher_name source_name", "text published - - outlet"),
        ("event_date notes source", "- text outlet"),
        ("maintext date_publish date_download source_domain", "text published - outlet"),
        ("title description content", "title - text"),
        ("id content_html content_text date_published", "- - text published"),
        ("titre texte date_de_publication source auteur langue", "title text published outlet byline language"),
        ("título contenido fecha medio autor enlace", "title text published outlet byline url"),
        ("العنوان النص التاريخ المصدر", "title text published outlet"),
        ("Заголовок Текст Дата Источник Ссылка", "title text published outlet url"),
    ],
)
def test_columns_are_known_by_their_names(names: str, chosen: str) -> None:
    fields = {field: n for n, field in enumerate(chosen.split()) if field != "-"}
    assert choose(names.split(), {}, "t.csv") == fields


@pytest.mark.parametrize(
    ("names", "wanted", "chosen"),
    [
        ("a b", {"text": "b"}, {"text": 1}),
        ("text body", {"text": "body"}, {"text": 1}),
        ("text body", {"text": "BODY"}, {"text": 1}),
        ("text date", {"published": ""}, {"text": 0}),
        ("title text", {"text": "title"}, {"text": 0}),
        ("a b", {"text": "2"}, {"text": 1}),
        ("2 b text", {"text": "2"}, {"text": 0}),
    ],
)
def test_the_user_s_word_goes_first(names: str, wanted: dict[str, str], chosen: dict[str, int]) -> None:
    assert choose(names.split(), wanted, "t.csv", positions=True) == chosen


@pytest.mark.parametrize(
    ("names", "wanted", "said"),
    [
        ("a b", {}, r"no column is known to hold the text of the reports\. It has: “a”, “b”\. .*--column text=NAME"),
        ("text body", {}, r"2 columns that may hold the text: “text”, “body”\. .*--column text=text"),
        ("text Text", {"text": "tEXT"}, "2 columns"),
        ("text publisher agency", {}, "may hold the field “outlet”"),
        ("text", {"title": "Head"}, r"no column 'Head' for the title\. It has: “text”"),
        ("text", {"text": "7"}, "no column '7'"),
        ("text", {"text": "0"}, "no column '0'"),
        (" ".join(f"c{n}" for n in range(300)), {}, "“c19” and 280 more"),
    ],
)
def test_what_cannot_be_told_is_asked_for(names: str, wanted: dict[str, str], said: str) -> None:
    with pytest.raises(InputError, match=said):
        choose(names.split(), wanted, "t.csv", positions=True)


def test_names_in_messages_are_short_and_harmless() -> None:
    with pytest.raises(InputError) as error:
        choose(["a\x1b[2J\u202eb\nc" + "d" * 90], {}, "t.csv")
    message = str(error.value)
    assert "a [2J b c" in message
    assert "d" * 40 not in message
    with pytest.raises(InputError, match='--column "text=Full Text"'):
        choose(["Full Text", "text"], {}, "t.csv")


def test_every_known_name_has_a_field_a_rank_and_a_source() -> None:
    for row in rows("columns"):
        assert row["field"] in FIELDS, row
        assert int(row["rank"]) > 0, row
        assert row["source"], row
        assert known()[fold(row["name"])][row["field"]] == int(row["rank"]), "one rank for each name and field"
    assert {row["language"] for row in rows("columns")} == {"en", "fr", "es", "ar", "ru"}
