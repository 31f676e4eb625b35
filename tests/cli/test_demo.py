"""`dateline demo`: the invented reports become one picture, in which every trap that they set is seen."""

from __future__ import annotations

import datetime as dt
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import pytest
from lxml import html
from typer.testing import CliRunner

from dateline.cli.app import app
from dateline.cli.demo import samples

PROTECTED = ("Hodan Warsame", "Warsame Liban")
"""A source's name that stands in a report although the source asked not to be named."""
RUN = CliRunner()


class Shown(NamedTuple):
    text: str
    told: str
    page: str
    case: Path


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    folder = tmp_path_factory.mktemp("demo")
    page, case = folder / "demo.html", folder / "demo.dateline"
    result = RUN.invoke(app, ["demo", "--html", str(page), "--case", str(case)])
    assert result.exit_code == 0, result.output
    return Shown(result.stdout, result.stderr, page.read_text(encoding="utf-8"), case)


def test_every_report_is_in_the_manifest_and_says_that_it_is_fiction() -> None:
    data = files("dateline.cli").joinpath("data", "demo")
    reports = samples()
    assert sorted(r.file for r in reports) == sorted(f.name for f in data.iterdir() if f.name.endswith(".txt"))
    assert len(reports) == 15
    for report in reports:
        dt.date.fromisoformat(report.published)
        assert report.text.decode().rstrip().endswith("This report is fiction, written as a sample for Dateline.")
    assert "fiction" in data.joinpath("README.md").read_text(encoding="utf-8")


def test_one_attack_told_by_many_is_one_happening_with_all_its_tolls(shown: Shown) -> None:
    (card,) = cards(shown, "Beledweyne, 2024-03-03")
    numbers = [n.text_content() for n in card.xpath(".//table[1]//td[@class='number']/bdi")]
    assert {"at least 12", "15", "17", "20", "18"} <= set(numbers)


def test_two_bombs_in_one_town_and_week_and_two_blasts_on_one_day_stay_apart(shown: Shown) -> None:
    assert cards(shown, "Beledweyne, 2024-03-07")
    assert cards(shown, "Hodan district, 2024-03-09")
    assert cards(shown, "bombing", "Mogadishu, 2024-03-09")


@pytest.mark.parametrize(
    "told",
    [
        "Gulf Morning Post, 2024-03-04 copies Horn Dispatch",  # the wire's story is no second voice
        "denied  Status",  # who is blamed denies it
        "corrected  Deaths",  # a voice takes its number back
        "both are said to hold it  Who holds El Bur",
    ],
)
def test_what_goes_wrong_between_reports_is_told(shown: Shown, told: str) -> None:
    assert told in shown.text


def test_the_page_and_the_words_say_that_the_reports_are_invented(shown: Shown) -> None:
    assert "fiction" in shown.text.splitlines()[0]
    assert "fiction" in tree(shown).xpath("string(//h1)")
    assert "invented" in shown.told


def test_a_source_who_asked_not_to_be_named_is_named_nowhere(shown: Shown) -> None:
    assert any(PROTECTED[0] in r.text.decode() for r in samples())
    for name in PROTECTED:
        assert name not in shown.text
        assert name not in shown.page
        assert name.encode() not in b"".join(f.read_bytes() for f in shown.case.parent.glob("demo.dateline*"))


def test_the_case_is_kept_with_its_key_and_the_next_commands_are_taught(shown: Shown) -> None:
    assert shown.case.exists()
    assert Path(f"{shown.case}.key").exists()
    assert f"dateline sheet {shown.case}" in shown.told


def test_a_case_that_is_there_is_left_alone(shown: Shown) -> None:
    before = shown.case.read_bytes()
    result = RUN.invoke(app, ["demo", "--case", str(shown.case)])
    assert result.exit_code == 1
    assert "nothing is written over it" in result.stderr
    assert shown.case.read_bytes() == before


def test_a_page_that_cannot_be_written_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    result = RUN.invoke(app, ["demo", "--html", str(tmp_path)])
    assert result.exit_code == 1
    assert result.stdout == ""


def tree(shown: Shown) -> html.HtmlElement:
    return html.document_fromstring(shown.page.encode(), parser=html.HTMLParser(encoding="utf-8"))


def cards(shown: Shown, *words: str) -> list[html.HtmlElement]:
    """The happenings whose title holds all the words."""
    found = tree(shown).xpath("//article[contains(@class, 'happening')]")
    return [c for c in found if all(w in c.xpath("string(h3)") for w in words)]
