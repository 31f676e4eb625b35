"""The canary of a case: who is hidden, was hidden later, or was erased, is in no byte of it, nor of anything that a
command makes of it. A new face is one line more in `FACES`.

Everything is looked for in any casing, as UTF-8 and UTF-16, in the bytes of files and in all that is packed within
them. All persons and happenings are fiction.
"""

from __future__ import annotations

import io
import re
import sqlite3
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from pyarrow import parquet
from typer.testing import CliRunner

from dateline.cli.app import app
from dateline.exports.built_in import BUILT_IN

pytestmark = pytest.mark.model

HIDDEN = f"""Shells fall on Kodok hospital

JUDGE'S WALK, 5 May 2021 (Nile Wire) — Government forces shelled the hospital in Kodok on Monday, killing four people,
said Achol Zubeidaweh, a midwife in the maternity ward at Kodok hospital, who asked that her name not be published
because she feared reprisals.

“The army shelled our ward twice,” {"Achol Zubeidaweh".upper()} said. The midwife can be reached at +211 912 345 678 or
achol.zubeidaweh@example.org.

The army denied that it had shelled the town. Zubeidaweh said that the soldiers had also looted the market.
""".replace("JUDGE'S WALK", "JUBA")
LATER = """Granary burnt at Melut

MALAKAL, 6 May 2021 (Nile Wire) — The River Guard burnt a granary at Melut on Tuesday, killing two watchmen, Nyakor
Wathbuoth, a trader, told the Nile Wire. NYAKOR WATHBUOTH said that thirty men had come by boat.

The River Guard said that it had burnt nothing.
"""
ERASED = """Ferry sinks off Renk

RENK, 7 May 2021 (Nile Wire) — Gunmen of the River Guard attacked a ferry near Renk on Thursday and killed six
passengers, harbourmaster Lokwang Imaginario said. He counted forty-one jerrycans on the quay.
"""
SECRETS = {
    "hidden": ("Zubeidaweh", "Achol Zub", "maternity ward", "912 345 678", "912345678", "achol.zub", "midwife"),
    "later": ("Wathbuoth", "Nyakor"),
    "erased": ("Imaginario", "Lokwang", "jerrycans", "harbourmaster"),
}
EVERY = tuple(secret for some in SECRETS.values() for secret in some)


@dataclass(frozen=True, slots=True)
class Face:
    """A command that shows or writes something of a case; `{}` is the folder that it may write to."""

    name: str
    words: str
    code: int = 0


FACES = (
    Face("show", "show war.dateline"),
    Face("show as JSON", "show war.dateline --json"),
    Face("page", "show war.dateline --html {}/page.html"),
    Face("page to share", "show war.dateline --share --html {}/shared.html"),
    Face("map", "show war.dateline --geojson {}/map.geojson"),
    Face("search", "search war.dateline hospital OR River --json"),
    Face("check", "check war.dateline"),
    Face("check as JSON", "check war.dateline --json"),
    Face("diff", "diff war.dateline --from-day 2000-01-01 --json"),
    Face("link", "link war.dateline --json"),
    Face("sheet", "sheet war.dateline -o {}/events.xlsx"),
    Face("share", "share war.dateline -o {}/out.zip --coders --reasons"),
    Face("archive", "archive war.dateline -o {}/war.age"),
    Face("backup", "backup war.dateline -o {}/copy.dateline"),
    *(Face(f"export {name}", f"export {name} --case war.dateline -o {{}}/made") for name in BUILT_IN),
    *(Face(f"export {name} to share", f"export {name} --case war.dateline --share -o {{}}/made") for name in BUILT_IN),
    Face("an unknown report", "erase war.dateline doc-000000000000 --who AB --reason x --yes", 1),
    Face("a wrong key", "protect war.dateline Somebody --key {}/wrong.key", 1),
    Face("no archive", "restore war.dateline -o {}/x.dateline --key war.dateline.key", 1),
    Face("who is hidden, not on a terminal", "protect war.dateline --list", 2),
    Face("who a report hides, not on a terminal", "protect war.dateline --reveal doc-000000000000", 2),
)


def holds(data: bytes, secrets: tuple[str, ...]) -> list[str]:
    """Which secrets stand in some bytes, or in what is packed within them."""
    found = []
    for layer in layers(data):
        low = layer.lower()
        wide = (low, low.replace(b"\0", b""))
        found += [s for s in secrets if any(s.lower().encode() in text for text in wide)]
    return found


def layers(data: bytes, depth: int = 0) -> Iterator[bytes]:
    """The bytes, every zlib stream that starts in them, every member of a ZIP, and every value of a Parquet table."""
    yield data
    if data.startswith(b"PAR1"):
        yield str(parquet.read_table(io.BytesIO(data)).to_pylist()).encode()
        return
    if depth > 3:
        return
    if data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            for name in packed.namelist():
                yield name.encode()
                yield from layers(packed.read(name), depth + 1)
        return
    for m in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", data):
        try:
            yield zlib.decompressobj().decompress(data[m.start() : m.start() + 4_000_000], 4_000_000)
        except zlib.error:
            continue


def values(path: Path) -> bytes:
    """Every value of every table of a case, those of its search among them, unpacked: blobs lie on several pages."""
    told = []
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("CREATE VIRTUAL TABLE temp.said USING fts5vocab(main, claim_text, row)")
        names = [r[0] for r in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in ("temp.said", *(f'main."{name}"' for name in names)):
            for row in raw.execute(f"SELECT * FROM {table}"):  # noqa: S608 - names of the case's own tables
                told += [v if isinstance(v, bytes) else str(v).encode() for v in row if v is not None]
    return b"\n".join(part for value in told for part in layers(value))


def kept(folder: Path) -> bytes:
    """Everything under a folder but the texts that were added, and the keys."""
    files = [p for p in folder.rglob("*") if p.is_file() and p.suffix not in {".key", ".txt"}]
    return b"\n".join(p.name.encode() + b"\n" + p.read_bytes() for p in files)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with a case in it, made by the commands; it is where they are run."""
    folder = tmp_path_factory.mktemp("case")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for n, text in enumerate((HIDDEN, LATER, ERASED)):
            (folder / f"report-{n}.txt").write_text(text, encoding="utf-8")
        run("add report-0.txt report-1.txt report-2.txt --case war.dateline --published 2021-05-08")
        run("link war.dateline")
        run("backup war.dateline -o first.dateline")
        run("protect war.dateline --from-file -", given="Nyakor Wathbuoth\n")
        erased = next(r[0] for r in _ids() if r[1].startswith("Ferry"))
        run(f"erase war.dateline {erased} --who AB --reason court --yes")
        yield folder


def _ids() -> list[tuple[str, str]]:
    with closing(sqlite3.connect("war.dateline")) as raw:
        return raw.execute("SELECT report.id, body.text FROM report JOIN body ON body.report = report.n").fetchall()


def run(words: str, code: int = 0, given: str | None = None) -> str:
    done = CliRunner().invoke(app, words.split(), input=given)
    assert done.exit_code == code, done.output
    return done.output


def test_the_canary_is_there_to_be_found(home: Path) -> None:
    """Else all that follows could not fail: the texts hold every secret, and so do the layers that are looked into."""
    texts = b"".join((home / f"report-{n}.txt").read_bytes() for n in range(3))
    assert set(holds(texts, EVERY)) == set(EVERY) - {"912345678"}
    for packed in (zlib.compress(texts, 1), b"page" + zlib.compress(texts, 9), texts.decode().encode("utf-16-le")):
        assert set(holds(packed, EVERY)) == set(EVERY) - {"912345678"}


def test_what_a_case_keeps_in_the_clear_would_be_found(home: Path) -> None:
    assert holds(kept(home), ("Melut", "granary"))
    assert holds(values(home / "war.dateline"), ("Melut", "granary"))


@pytest.mark.parametrize("kind", SECRETS)
def test_no_byte_of_case_log_search_and_copies_holds_the_canary(home: Path, kind: str) -> None:
    assert holds(kept(home), SECRETS[kind]) == []
    for name in ("war.dateline", "first.dateline"):
        assert holds(values(home / name), SECRETS[kind]) == []


@pytest.mark.parametrize("face", FACES, ids=lambda f: f.name)
def test_no_face_of_a_case_holds_the_canary(home: Path, face: Face, tmp_path: Path) -> None:
    from dateline.case.keep.keys import make_key

    make_key(tmp_path / "wrong.key")
    assert holds(run(face.words.format(tmp_path), face.code).encode(), EVERY) == []
    made = kept(tmp_path)
    assert holds(made, EVERY) == []
    for path in tmp_path.rglob("*"):
        if path.is_file() and path.suffix != ".key":
            assert holds(path.read_bytes(), EVERY) == []


@pytest.mark.parametrize("secret", EVERY)
def test_searching_for_the_canary_finds_nothing(home: Path, secret: str) -> None:
    told = run(f"search war.dateline {secret.split(maxsplit=1)[0]} --limit 5")
    assert "claim-" not in told
    assert "claim-" in run("search war.dateline granary")


def test_the_holder_of_the_key_finds_who_was_hidden_and_nobody_what_was_erased(home: Path) -> None:
    shown = run("protect war.dateline --list --anyway")
    assert "Nyakor Wathbuoth" in shown
    for id_, text in _ids():
        told = run(f"protect war.dateline --reveal {id_} --anyway")
        assert ("Achol Zubeidaweh" in told) == text.startswith("Shells")
        assert holds(told.encode(), SECRETS["erased"]) == []


def test_a_name_hidden_by_hand_is_hidden_in_what_is_added_later(home: Path, tmp_path: Path) -> None:
    (home / "later.txt").write_text(LATER.replace("Tuesday", "Monday"), encoding="utf-8")
    run("add later.txt --case war.dateline --published 2021-05-09")
    assert holds(kept(home) + values(home / "war.dateline"), SECRETS["later"]) == []
