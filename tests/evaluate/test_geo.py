"""Geoparsing corpora: how their files are read, and how a resolution is judged against them (texts are fiction)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dateline.errors import InputError
from dateline.evaluate.geo import Judged, Tally, figures, interval, is_demonym, judge, pairs
from dateline.evaluate.geo_corpus import GoldPlace, read_corpus
from dateline.gazetteer import load_gazetteer
from dateline.gazetteer.protocol import Candidate

TEXT = "A barge sank near Malakal, Upper Nile. Nobody at Zed Lane saw it."


def toponym(start: int, end: int, phrase: str, tag: str = "") -> str:
    return f"<toponym><start>{start}</start><end>{end}</end><phrase>{phrase}</phrase>{tag}</toponym>"


def tag(name: str, code: str, lat: float, lon: float, admin1: str = "") -> str:
    admin = f'<admin1 geonameid="381229">{admin1}</admin1>' if admin1 else ""
    return (
        f'<gaztag geonameid="7"><name>{name}</name><fclass>P</fclass><fcode>{code}</fcode><lat>{lat}</lat>'
        f'<lon>{lon}</lon><country geonameid="7909807">South Sudan</country>{admin}</gaztag>'
    )


def corpus(folder: Path, toponyms: str, text: str = TEXT, head: str = "") -> Path:
    path = folder / "fiction.xml"
    body = (
        f"<domain>example.org</domain><dltime>2021-05-05 10:00</dltime><text><![CDATA[{text}]]></text>"
        f"<toponyms>{toponyms}</toponyms>"
    )
    path.write_text(f'{head}<articles><article docid="1">{body}</article></articles>', encoding="utf-8")
    return path


def test_a_corpus_is_read_with_its_places(tmp_path: Path) -> None:
    names = toponym(18, 25, "Malakal", tag("Malakal", "PPLA", 9.53, 31.66, "Upper Nile")) + toponym(49, 57, "Zed Lane")
    read = read_corpus(corpus(tmp_path, names))
    article = read.articles[0]
    assert (read.name, read.moved, read.lost) == ("fiction", 0, 0)
    assert (article.id, article.outlet, article.published, article.text) == ("1", "example.org", "2021-05-05", TEXT)
    malakal, lane = article.places
    assert (malakal.lat, malakal.feature, malakal.country, malakal.country_id) == (
        9.53,
        "P.PPLA",
        "South Sudan",
        7909807,
    )
    assert (malakal.admin1, malakal.admin1_id, malakal.geonames_id) == ("Upper Nile", 381229, 7)
    assert (lane.phrase, lane.lat) == ("Zed Lane", None)


def test_a_corpus_of_locations_is_read_too(tmp_path: Path) -> None:
    place = "<location><name>Malakal</name><start>18</start><end>25</end><lat>9.53</lat><lon>31.66</lon></location>"
    (malakal,) = read_corpus(corpus(tmp_path, place)).articles[0].places
    assert (malakal.phrase, malakal.lat, malakal.lon, malakal.feature) == ("Malakal", 9.53, 31.66, "")


@pytest.mark.parametrize(("start", "found"), [(18, 18), (20, 18), (3, 18)])
def test_an_offset_that_misses_its_phrase_is_put_right(tmp_path: Path, start: int, found: int) -> None:
    read = read_corpus(corpus(tmp_path, toponym(start, start + 7, "Malakal")))
    assert [p.start for p in read.articles[0].places] == [found]
    assert read.moved == (start != found)


def test_a_phrase_that_is_nowhere_near_is_counted_as_lost(tmp_path: Path) -> None:
    read = read_corpus(corpus(tmp_path, toponym(18, 22, "Juba")))
    assert (read.lost, read.articles[0].places) == (1, ())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<articles>", "broken XML"),
        ("<articles/>", "holds no <article>"),
        ('<!DOCTYPE a [<!ENTITY x "y">]><articles><article/></articles>', "document type"),
        ("<articles><article><toponyms><toponym><start>x</start></toponym></toponyms></article></articles>", "numbers"),
    ],
)
def test_a_file_that_is_no_corpus_is_refused(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "bad.xml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read_corpus(path)


def test_a_corpus_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_corpus(tmp_path / "none.xml")


# --- judging ----------------------------------------------------------------------------------------------------------

GAZETTEER = load_gazetteer()
SUDAN = GoldPlace(0, 5, "Sudan", 16.0, 30.0, 366755, "Sudan", "A.PCLI", "Sudan", 366755)
GOMA = GoldPlace(0, 4, "Goma", -1.68, 29.22, 216281, "Goma", "P.PPLA", "DR Congo", 203312, "Nord Kivu", 206938)


def place(name: str, kind: str = "", country: str = "") -> Candidate:
    found = GAZETTEER.candidates(name)
    return next(c for c in found if (not kind or c.kind == kind) and (not country or c.country == country))


def judged(gold: GoldPlace, chosen: Candidate | None, article: str = "1") -> Judged:
    return judge(article, gold, chosen, GAZETTEER.candidates(gold.phrase), GAZETTEER)


def test_a_country_counts_by_its_name_and_not_by_its_point() -> None:
    far = replace(SUDAN, lat=5.0, lon=30.0)
    right = judged(far, place("Sudan", "country"))
    assert (right.right, right.same, right.close, right.strict) == (True, True, True, False)
    assert not judged(far, place("Chad", "country")).right


def test_a_country_counts_by_its_name_where_the_corpus_tells_no_kind() -> None:
    bare = GoldPlace(0, 5, "Sudan", 5.0, 30.0)
    assert judged(bare, place("Sudan", "country")).right
    assert not judged(bare, place("Chad", "country")).right


def test_a_town_counts_by_its_point() -> None:
    right = judged(GOMA, place("Goma", "city", "CD"))
    assert (right.right, right.same, right.country, right.admin1) == (True, True, True, True)
    assert (right.km or 99) < 20
    wrong = judged(GOMA, place("Kinshasa", "city"))
    assert (wrong.right, wrong.same, wrong.country, wrong.admin1) == (False, False, True, False)


def test_what_is_not_resolved_is_wrong_but_may_have_been_reachable() -> None:
    none = judged(GOMA, None)
    assert (none.right, none.km, none.country, none.reachable) == (False, None, False, True)
    nowhere = judge("1", GOMA, None, [], GAZETTEER)
    assert (nowhere.reachable, nowhere.populous) == (False, False)


@pytest.mark.parametrize(
    ("phrase", "name", "expected"),
    [
        ("Syrian", "Syrian Arab Republic", True),
        ("Russians", "Russian Federation", True),
        ("Texans", "Texas", True),
        ("U.S.", "United States", False),
        ("New Zealand", "New Zealand", False),
        ("Syria", "Syrian Arab Republic", False),
        ("Milan", "Milan", False),
        ("Ga.", "Georgia", False),
    ],
)
def test_adjectives_and_words_for_people_are_demonyms(phrase: str, name: str, *, expected: bool) -> None:
    assert is_demonym(GoldPlace(0, len(phrase), phrase, name=name), GAZETTEER) is expected


def test_the_figures_count_the_unresolved_as_wrong() -> None:
    goma = place("Goma", "city", "CD")
    two = figures([judged(GOMA, goma), judged(GOMA, None), judged(SUDAN, place("Sudan", "country"), "2")])
    assert (two.count, round(two.right, 3), round(two.unresolved, 3)) == (3, 0.667, 0.333)
    assert two.low <= two.right <= two.high
    assert two.oracle == 1.0


def test_the_interval_is_over_documents_and_always_the_same() -> None:
    goma = place("Goma", "city", "CD")
    mixed = [judged(GOMA, goma if n % 2 else None, str(n)) for n in range(20)]
    together = [replace(j, article=str(n // 10)) for n, j in enumerate(sorted(mixed, key=lambda j: j.right))]
    low, high = interval(mixed, lambda j: j.right)
    assert (low, high) == interval(mixed, lambda j: j.right)
    assert 0.2 < low < 0.5 < high < 0.8
    assert interval(together, lambda j: j.right) == (0.0, 1.0)
    assert figures([]).right == 0.0


def test_found_and_wanted_names_pair_where_they_touch_one_with_one() -> None:
    gold = [GoldPlace(0, 4, "Goma"), GoldPlace(10, 15, "Sudan")]
    assert pairs([(0, 9), (2, 4), (20, 22)], gold) == [(0, 0), (1, None), (2, None), (None, 1)]
    tally = Tally(right=1, found=3, wanted=2)
    assert (round(tally.precision, 2), tally.recall, tally.f1) == (0.33, 0.5, 0.4)
    assert Tally().f1 == 0.0
