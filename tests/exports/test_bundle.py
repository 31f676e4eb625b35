"""The folder of pages: every link leads somewhere within it, no words act, nobody protected is in a byte."""

from __future__ import annotations

import csv
import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from dateline.exports.formats.bundle import CONTENT, FORMAT
from dateline.exports.losses import Losses
from dateline.exports.material import Material, material_of
from dateline.model.dossier import Dossier
from dateline.model.situation import LedgerEntry, Situation
from dateline.protect.policy import Policy, Shown
from dateline.protect.view import show
from dateline.render.bundle.links import PAGES, Folder, file_of, relinked
from dateline.render.bundle.lists import PAGE
from tests.render.situation.conftest import bombing, crowd, everything

ADDRESS = re.compile(r"\shref=\"([^\"]*)\"")
Pages = dict[str, str]


def bundle(material: Material, folder: Path) -> Pages:
    """The pages of a bundle by their file."""
    folder.mkdir()
    FORMAT.write(material, folder, Losses(), lambda records: None)
    return {p.relative_to(folder).as_posix(): p.read_text("utf-8") for p in sorted(folder.rglob("*.html"))}


def of_reports(*shown: Shown) -> Material:
    return material_of("Upper Nile", lambda: iter(shown))


def of_case(picture: Situation, *dossiers: Dossier) -> Material:
    def none() -> Iterator[Any]:
        yield from ()

    told = {"case": "hiran"}
    return Material("case", "hiran", none, lambda: iter(dossiers), none, none, told, situation=lambda: picture)


def as_report(dossier: Dossier, id_: str) -> Dossier:
    return replace(dossier, document=replace(dossier.document, id=id_))


def broken(pages: Pages, folder: Path) -> list[tuple[str, str]]:
    """Links that lead nowhere, or out of the folder to anything but a page of the web."""
    ids = {file: set(re.findall(r'\sid="([^"]*)"', text)) for file, text in pages.items()}
    found = []
    for file, text in pages.items():
        for link in ADDRESS.findall(text):
            if link.startswith("https://example.org/"):
                continue
            name, _, part = link.partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(file), name)) if name else file
            there = (folder / target).is_file() and not target.startswith("..")
            if not there or (part and part not in ids.get(target, ())):
                found.append((file, link))
    return found


@pytest.fixture
def rich_case(dossier: Dossier) -> Material:
    """The situation of all rooms, with the dossier behind some of its reports."""
    return of_case(everything(), *(as_report(dossier, id_) for id_ in ("doc-a1", "doc-a2", "doc-a5", "doc-b1")))


@pytest.mark.parametrize("kind", ["case", "reports", "empty"])
def test_every_link_leads_to_a_part_of_the_folder(
    kind: str, rich_case: Material, rich: Shown, empty: Shown, tmp_path: Path
) -> None:
    material = {"case": rich_case, "reports": of_reports(rich), "empty": of_reports(empty)}[kind]
    pages = bundle(material, tmp_path / "made")
    assert broken(pages, tmp_path / "made") == []
    assert not [link for text in pages.values() for link in ADDRESS.findall(text) if link.startswith(("/", "file:"))]


def test_a_broken_link_would_be_found(rich: Shown, tmp_path: Path) -> None:
    pages = bundle(of_reports(rich), tmp_path / "made")
    pages["index.html"] += '<a href="nowhere.html">x</a><a href="about.html#nothing">x</a><a href="../x.html">x</a>'
    assert len(broken(pages, tmp_path / "made")) == 3


def test_a_folder_of_a_case_has_a_page_for_everything(rich_case: Material, tmp_path: Path) -> None:
    pages = bundle(rich_case, tmp_path / "made")
    assert set(PAGES.values()) <= set(pages)
    assert {f"happening/happening-{name}.html" for name in ("bomb", "capture", "vague", "out")} <= set(pages)
    assert {f"report/doc-{name}.html" for name in ("a1", "a2", "a5", "b1")} <= set(pages)


def test_values_words_and_reports_lead_to_each_other(rich_case: Material, rich: Shown, tmp_path: Path) -> None:
    pages = bundle(rich_case, tmp_path / "case")
    assert 'href="report/doc-a1.html"' in pages["reports.html"]
    assert 'href="../report/doc-a1.html' in pages["happening/happening-bomb.html"]
    assert 'href="../happening/happening-bomb.html"' in pages["report/doc-a1.html"]
    assert 'href="../actors.html#actor-' in pages["happening/happening-bomb.html"]
    assert 'href="../places.html#place-' in pages["happening/happening-bomb.html"]
    own = bundle(of_reports(rich), tmp_path / "reports")
    (happening,) = [text for file, text in own.items() if file.startswith("happening/")]
    (report,) = [text for file, text in own.items() if file.startswith("report/")]
    quoted = re.findall(r'class="w" href="\.\./report/[^"]*#(t-\d+)"', happening)
    assert quoted
    assert all(f'id="{mark}"' in report for mark in quoted)


def test_the_page_of_a_happening_has_all_accounts_voices_and_contradictions(
    rich_case: Material, tmp_path: Path
) -> None:
    page = html.fromstring(bundle(rich_case, tmp_path / "made")["happening/happening-bomb.html"])
    accounts = page.xpath("//section[@id='accounts']//tbody/tr")
    assert len(accounts) == 4 + 3  # three more reports are quoted for a value
    words = page.xpath("string(//section[@id='accounts'])")
    assert all(quote in words for quote in ("killing at least 12 people", "has risen to 15", "killed 20 people"))
    sides = page.xpath("//section[@id='ledger']//article[contains(@class, 'entry')]")
    assert len(sides) == 4
    voices = page.xpath("//section[@id='sources']//tbody/tr")
    assert len(voices) == len({s.voice for slot in bombing().slots for s in slot.said})


@pytest.mark.parametrize("kind", ["case", "reports"])
def test_every_page_has_the_policy_a_title_one_heading_and_ids_of_its_own(
    kind: str, rich_case: Material, rich: Shown, tmp_path: Path
) -> None:
    for file, text in bundle(rich_case if kind == "case" else of_reports(rich), tmp_path / "made").items():
        page = html.fromstring(text)
        (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert policy.startswith("default-src 'none';"), file
        assert "script-src 'none'" in policy
        assert "unsafe" not in policy
        assert len(page.xpath("//h1")) == 1, file
        assert page.xpath("string(//title)").strip(), file
        assert page.get("lang") == "en"
        assert len(page.xpath("//main")) == 1
        twice = [id_ for id_, n in Counter(page.xpath("//@id")).items() if n > 1]
        assert not twice, file
        assert not page.xpath(
            "//script | //iframe | //object | //img[@src] | //*[@style] | //@*[starts-with(name(), 'on')]"
        )
        named = page.xpath("//@aria-labelledby | //@aria-describedby")
        assert {id_ for ids in named for id_ in ids.split()} <= set(page.xpath("//@id")), file


HOSTILE = (
    "</title><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    '<a href="#~index" id="list">x</a>',
    "javascript:alert(1)",
    "../../etc/passwd",
    "CON\x00.html",
)


@pytest.mark.parametrize("words", HOSTILE)
def test_words_of_a_report_are_words_and_name_no_file(words: str, rich: Shown, tmp_path: Path) -> None:
    d = rich.dossier
    hostile = replace(
        d,
        document=replace(d.document, title=words, outlet=words, url=words, byline=(words,)),
        actors=tuple(replace(a, name=words, aliases=(words,)) for a in d.actors),
        places=tuple(replace(p, name=words, basis=words) for p in d.places),
        sources=tuple(replace(s, name=words, description=words, role=words) for s in d.sources),
        findings=tuple(replace(f, message=words) for f in d.findings),
    )
    plain, made = (
        bundle(of_reports(rich), tmp_path / "plain"),
        bundle(material_of(words, lambda: iter([replace(rich, dossier=hostile)])), tmp_path / "made"),
    )
    assert list(made) == list(plain)
    for file, text in made.items():
        page = html.fromstring(text)
        assert not page.xpath("//script | //img | //@onerror"), file
        assert not [link for link in page.xpath("//@href") if "alert" in link or "passwd" in link]
        assert len(page.xpath("//*[@id='list']")) <= 1
    assert broken(made, tmp_path / "made") == []


def test_a_record_with_a_strange_id_has_a_safe_file_of_its_own() -> None:
    assert file_of("report", "doc-1f0c9a") == "report/doc-1f0c9a.html"
    odd = ["DOC-1f0c9a", "doc-1F0c9a", "../../x", "doc-a/b", "con", "doc-" + "a" * 200, "doc a", "", "doc-a.html"]
    made = [file_of("report", id_) for id_ in odd]
    assert len({name.casefold() for name in made}) == len(odd)
    assert all(re.fullmatch(r"report/id-[0-9a-f]{20}\.html", name) for name in made)


@pytest.mark.parametrize(
    ("link", "led"),
    [
        ("doc-a1", "../report/doc-a1.html"),
        ("doc-a1@17", "../report/doc-a1.html#t-17"),
        ("doc-a1@9", "../report/doc-a1.html#t-4"),
        ("doc-a1@8", "../report/doc-a1.html"),
        ("doc-a1@event-1", "../report/doc-a1.html#event-1"),
        ("happening-2", "happening-2.html"),
        ("~index", "../index.html"),
        ("here", "#here"),
        ("nothing", None),
        ("doc-zz@5", None),
        ("~nothing", None),
    ],
)
def test_a_link_leads_to_the_page_that_holds_the_record(link: str, led: str | None) -> None:
    folder = Folder(frozenset({"happening-1", "happening-2"}), {"doc-a1"}, {}, {("doc-a1", 9): 4, ("doc-a1", 8): None})
    made = relinked(f'<p id="here"><a class="w" href="#{link}">x</a></p>', "happening/happening-1.html", folder)
    assert ADDRESS.findall(made) == ([led] if led else [])
    assert "x</a>" in made


def test_long_lists_are_cut_into_pages_that_lead_to_each_other(
    tmp_path: Path,
) -> None:
    count = 2 * PAGE + 5
    pages = bundle(of_case(crowd(everything(), count)), tmp_path / "made")
    assert {"happenings.html", "happenings-2.html", "happenings-3.html", "places-3.html"} <= set(pages)
    assert "happenings-4.html" not in pages
    rows = [len(html.fromstring(pages[f]).xpath("//tbody/tr")) for f in ("happenings.html", "happenings-3.html")]
    assert rows == [PAGE, 5]
    assert f'places-3.html#place-{count}"' in "".join(pages.values())
    assert broken(pages, tmp_path / "made") == []
    assert max(len(text) for text in pages.values()) < 1_000_000


def test_each_list_has_a_twin_in_csv_with_as_many_rows(rich_case: Material, tmp_path: Path) -> None:
    bundle(rich_case, tmp_path / "made")
    found = {}
    for path in (tmp_path / "made" / "data").iterdir():
        with path.open(encoding="utf-8", newline="") as stream:
            found[path.stem] = list(csv.DictReader(stream))
    assert len(found["happenings"]) == sum(h.included for h in everything().happenings)
    assert len(found["reports"]) == len(everything().reports)
    assert len(found["relations"]) == len(everything().bonds)
    assert len(found["holding"]) == len(everything().held)
    bomb = next(row for row in found["happenings"] if row["id"] == "happening-bomb")
    assert (bomb["deaths"], bomb["lat"], bomb["disputed"]) == ("15 (12 to 20)", "4.736", "status | deaths | actor")


def test_a_report_that_the_picture_does_not_rest_on_is_told_as_left_out(
    dossier: Dossier,
    tmp_path: Path,
) -> None:
    losses = Losses()
    (tmp_path / "made").mkdir()
    FORMAT.write(of_case(everything(), as_report(dossier, "doc-zz")), tmp_path / "made", losses, lambda records: None)
    assert losses.total == 1
    assert not (tmp_path / "made" / "report" / "doc-zz.html").exists()


def test_whom_a_report_protects_is_in_no_byte_of_the_folder(dossier: Dossier, tmp_path: Path) -> None:
    view = show(dossier, Policy(protect=("Ann Example", "River Guard")))
    bundle(of_reports(view), tmp_path / "made")
    held = b"".join(path.read_bytes() for path in (tmp_path / "made").rglob("*") if path.is_file())
    assert b"River Guard" in "".join(bundle(of_reports(show(dossier)), tmp_path / "bare").values()).encode()
    for name in (b"Ann Example", b"River Guard", b"River", b"Example"):
        assert name not in held


def test_what_is_hidden_and_whose_work_it_is_stand_on_the_page_about_the_pages(
    dossier: Dossier, tmp_path: Path
) -> None:
    view = show(dossier, Policy(protect=("River Guard",)))
    about = bundle(of_reports(view), tmp_path / "made")["about.html"]
    assert "GeoNames" in about
    assert "Natural Earth" in about
    assert re.search(r"(name|words): \d+ time", about)


def test_the_same_material_makes_the_same_bytes(rich_case: Material, tmp_path: Path) -> None:
    assert bundle(rich_case, tmp_path / "one") == bundle(rich_case, tmp_path / "two")


def test_a_right_to_left_name_turns_nothing_around_it(rich_case: Material, tmp_path: Path) -> None:
    pages = bundle(rich_case, tmp_path / "made")
    assert "<bdi>إذاعة الوادي</bdi>" in pages["happening/happening-bomb.html"]


def test_the_ledgers_of_no_happening_stand_in_the_list(tmp_path: Path) -> None:
    page = html.fromstring(bundle(of_case(everything()), tmp_path / "made")["contradictions.html"])
    told: list[LedgerEntry] = [e for e in everything().ledger if e.kind != "corroboration"]
    assert len(page.xpath("//tbody/tr")) == len(told)


def test_its_table_names_every_kind_of_page(rich_case: Material, tmp_path: Path) -> None:
    files = {re.sub(r"/[^/]+\.html$", "/ID.html", f) for f in bundle(rich_case, tmp_path / "made")}
    assert files | {"data/*.csv"} == set(CONTENT)
    assert tuple(row.column for row in FORMAT.mapping()) == CONTENT
