"""Which language a section is in: English is read, nothing else may pass for it, and nothing English is lost."""

from __future__ import annotations

import pytest

from dateline.readers.text import read_text

FRENCH = "L’armée a bombardé la ville lundi, tuant au moins cinq personnes, selon des témoins sur place."
ENGLISH = "The army shelled the town on Monday, killing at least five people, witnesses at the scene said."


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", ENGLISH),
        ("fr", FRENCH),
        ("es", "El ejército bombardeó la ciudad el lunes y mató a cinco personas, dijeron los testigos del lugar."),
        ("pt", "O exército bombardeou a cidade na segunda-feira e matou cinco pessoas, disseram as testemunhas."),
        ("de", "Das Heer hat am Montag die Stadt beschossen und dabei fünf Menschen getötet, sagten Zeugen."),
        ("sw", "Jeshi lilishambulia mji huo siku ya Jumatatu na kuua watu watano, kwa mujibu wa mashahidi wa tukio."),
        ("ar", "قال شهود إن الجيش قصف المدينة يوم الاثنين مما أدى إلى مقتل خمسة أشخاص في السوق"),
        ("fa", "گفت ارتش روز دوشنبه شهر را گلوله باران کرد و پنج نفر کشته شدند"),
        ("ru", "Российская армия обстреляла город в понедельник, погибли пять человек, сообщили очевидцы на месте"),
        ("uk", "Українська армія обстріляла місто у понеділок, загинули п’ять людей, повідомили очевидці на місці"),
        ("he", "הצבא הפגיז את העיר ביום שני וחמישה בני אדם נהרגו"),
        ("zh", "目击者称，军队星期一炮击该镇，造成五人死亡。"),
        ("ja", "目撃者によると、軍は月曜日に町を砲撃し、五人が死亡した。"),
    ],
)
def test_running_text_tells_its_language(language: str, text: str) -> None:
    assert read_text(text).language == language


@pytest.mark.parametrize(
    "text", ["Boko Haram, Shabaab, Beni, Goma, Ituri, Kivu", "12 34 56", "Deir ez-Zor", "A A A A A A A A A A A A"]
)
def test_names_and_numbers_tell_no_language(text: str) -> None:
    assert read_text(text).language is None


def test_each_section_of_another_language_is_marked() -> None:
    document = read_text(f"{ENGLISH}\n\n{FRENCH}\n\n{ENGLISH}")
    assert document.language == "en"
    assert [s.language for s in document.sections] == [None, "fr", None]


def test_a_foreign_motto_does_not_make_an_english_paragraph_foreign() -> None:
    text = "Protesters shouted “À bas la dictature, vive la liberté” at the ministry, the police said on Friday."
    document = read_text(text)
    assert document.language == "en"
    assert {s.language for s in document.sections} == {None}


@pytest.mark.model
def test_what_is_not_english_gives_no_records_and_a_finding_that_says_so(read) -> None:
    dossier = read(FRENCH)
    assert not dossier.events
    assert not dossier.claims
    assert not dossier.places
    (finding,) = dossier.findings
    assert finding.verdict == "cannot tell"
    assert "French, which is not read" in finding.message
    assert finding.figures["sections_unread"] == 1


@pytest.mark.model
def test_the_english_part_of_a_mixed_report_is_read(read) -> None:
    dossier = read(f"{ENGLISH}\n\n{FRENCH}")
    assert dossier.events
    end = dossier.document.text.index("L’armée")
    assert all(e.end <= end for event in dossier.events for e in event.evidence)
    assert any("1 of 2 sections" in f.message for f in dossier.findings)


@pytest.mark.model
def test_an_arabic_report_is_kept_whole_and_not_read(read) -> None:
    text = "قال شهود إن الجيش قصف مدينة حلب يوم الاثنين 3 أيار 2021 مما أدى إلى مقتل 5 أشخاص في السوق 80km"
    dossier = read(text)
    assert dossier.document.text == text
    assert dossier.document.language == "ar"
    assert not dossier.events
    assert "Arabic" in dossier.findings[0].message
