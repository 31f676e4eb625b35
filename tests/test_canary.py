"""The canary: what would tell who a protected source is appears in no face, unless the owner asks for it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

import dateline
from dateline.cli.app import app

pytestmark = pytest.mark.model

NAME, ROLE, PLACE = "Amal Exemplary", "midwife in the maternity ward", "Kodok"
PHONE, MAIL, HANDLE = "+211 912 345 678", "amal.exemplary@example.org", "@amal_exemplary"
CANARIES = ("Amal", "Exemplary", "AMAL", "midwife", "maternity ward", "912 345 678", "912345678", "example.org", HANDLE)
REPORT = f"""Shells fall on Kodok hospital, {NAME} says

JUBA, 5 May 2021 (Nile Wire) — Government forces shelled the hospital in {PLACE} on Monday, killing four people, said
{NAME}, a {ROLE} at {PLACE} hospital, who asked that her name not be published because she feared reprisals.

“The army shelled our ward twice,” {NAME.upper()} said. The midwife can be reached at {PHONE}, {MAIL} or {HANDLE}.

The army denied that it had shelled the town. Exemplary said that the soldiers had also looted the market.
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report (fiction) in several formats, none of whose names tells anything."""
    made = tmp_path_factory.mktemp("canary")
    (made / "report.txt").write_text(REPORT, encoding="utf-8")
    title, *paragraphs = REPORT.strip().split("\n\n")
    body = "".join(f"<p>{p}</p>" for p in paragraphs)
    page = (
        f'<!doctype html><html lang="en"><head><title>{title}</title><meta name="author" content="{NAME}">'
        f'<link rel="canonical" href="https://example.org/2021/amal-exemplary-says"></head><body><article>'
        f"<h1>{title}</h1>{body}<figure><figcaption>{NAME} in {PLACE}. Photo: Example</figcaption></figure>"
        "</article></body></html>"
    )
    (made / "page.html").write_text(page, encoding="utf-8")
    return made


def run(*args: str | Path) -> tuple[str, str]:
    result = CliRunner().invoke(app, ["read", *map(str, args)])
    assert result.exit_code == 0, result.stderr
    return result.stdout, result.stderr


def every_face(report: Path, out: Path, *flags: str) -> dict[str, str]:
    """Face -> all that it holds as text."""
    told = {"summary": "\n".join(run(report, *flags))}
    if "--reveal" not in flags:
        told["json"], told["json log"] = run(report, "--json", "--share", *flags)
    stdout, log = run(
        report,
        "--html",
        out / "p.html",
        "--xlsx",
        out / "s.xlsx",
        "--csv",
        out / "csv",
        "--resume",
        out / "kept",
        *flags,
    )
    told["log"] = stdout + log
    told["html"] = (out / "p.html").read_text(encoding="utf-8")
    told["csv"] = "\n".join(p.name + p.read_text(encoding="utf-8") for p in sorted((out / "csv").iterdir()))
    with zipfile.ZipFile(out / "s.xlsx") as book:
        told["xlsx"] = "\n".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())
    return told


@pytest.mark.parametrize("name", ["report.txt", "page.html"])
@pytest.mark.parametrize("flags", [(), ("--share",), ("--pseudonym-key",)])
def test_nothing_tells_who_the_source_is(folder: Path, tmp_path: Path, name: str, flags: tuple[str, ...]) -> None:
    given = [str(tmp_path / "key") if flag == "--pseudonym-key" else "" for flag in flags]
    args = [part for flag, value in zip(flags, given, strict=True) for part in (flag, value) if part]
    told = every_face(folder / name, tmp_path, *args)
    found = {(face, canary) for face, text in told.items() for canary in CANARIES if canary in text}
    assert not found
    assert all("source" in told[face] for face in ("summary", "html", "csv", "xlsx"))


def test_what_happened_is_still_told(folder: Path, tmp_path: Path) -> None:
    told = every_face(folder / "report.txt", tmp_path)
    for face in ("summary", "html", "csv", "xlsx", "json"):
        assert "Kodok" in told[face], face
        assert "shelled" in told[face], face


def test_the_owner_who_asks_sees_everything(folder: Path, tmp_path: Path) -> None:
    told = every_face(folder / "report.txt", tmp_path, "--reveal")
    for face in ("summary", "html", "csv", "xlsx"):
        assert NAME in told[face], face


def test_the_record_itself_is_complete_and_says_that_it_is_private(folder: Path) -> None:
    out, log = run(folder / "report.txt", "--json")
    assert NAME in out
    assert PHONE in out
    assert "keep it private" in log
    assert not any(canary in log for canary in CANARIES)


def test_python_shows_what_the_command_line_shows(folder: Path, tmp_path: Path) -> None:
    reading = dateline.read(folder / "report.txt")
    faces = [repr(reading), reading.summary(), reading.to_html(), reading._repr_html_()]
    faces.append(reading.to_json(policy=dateline.SHARED))
    faces += [p.read_text(encoding="utf-8") for p in reading.to_csv(tmp_path / "csv")]
    assert not [canary for canary in CANARIES for face in faces if canary in face]
    assert NAME in reading.to_html(policy=dateline.OWNER)
    assert NAME in reading.to_json()


def test_a_name_that_the_owner_adds_is_hidden_too(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text(
        "Rebels burned the mill in Bunia on Monday, said Jeanne Inventee, a trader. “They came soon,” Inventee said.\n",
        encoding="utf-8",
    )
    assert any("Inventee" in text for text in every_face(report, tmp_path / "a").values())
    told = every_face(report, tmp_path / "b", "--protect", "Jeanne Inventee")
    assert not [face for face, text in told.items() if "Inventee" in text or "Jeanne" in text]
    assert "Bunia" in told["html"]
