"""The encoder of mentions: what it finds, where, and what it refuses to load. Reports are fiction."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import pytest

from dateline.engines import encoder as room
from dateline.engines.encoder import Encoded, Encoder, segments
from dateline.errors import EngineMissing
from dateline.model.parse import Parse
from dateline.readers.text import read_text

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def found(parse: Callable[[str], Parse]) -> Callable[[str], list[Encoded]]:
    """What the package's own encoder finds in a text."""
    own = Encoder.load()
    return lambda text: own.mentions(read_text(text), parse(text))


@pytest.fixture
def own() -> bytes:
    return files("dateline.engines").joinpath("data/mentions.onnx").read_bytes()


@pytest.mark.parametrize(
    ("text", "phrase", "level", "kind"),
    [
        ("Col. Idris Bakari spoke in Juba.", "Col. Idris Bakari", "named", {"person"}),
        ("The rebels withdrew from the hills on Friday.", "The rebels", "nominal", {"group"}),
        ("Soldiers shelled the camp, and they burned two lorries.", "they", "pronoun", set(room.KINDS)),
        ("We saw the aircraft over Kadugli.", "We", "pronoun", set(room.KINDS)),
        ("Residents of Tawila fled on foot.", "Residents of Tawila", "nominal", {"people"}),
        ("Fighting went on near Tawila for days.", "Tawila", "named", {"place"}),
        ("The interior ministry denied the report.", "The interior ministry", "nominal", {"government"}),
        ("Government troops entered the market.", "Government troops", "nominal", {"force"}),
        ("The village was hit by rockets.", "rockets", "nominal", {"weapon"}),
    ],
)
def test_named_described_and_pronoun_are_told_apart(
    found: Callable[[str], list[Encoded]], text: str, phrase: str, level: str, kind: set[str]
) -> None:
    whole = {text[m.start : m.end]: m for m in found(text) if m.whole}
    assert phrase in whole
    assert whole[phrase].level == level
    assert whole[phrase].kind in kind


def test_a_name_inside_a_phrase_is_told_on_its_own(found: Callable[[str], list[Encoded]]) -> None:
    text = "Syrian troops left Palmyra."
    names = {text[m.start : m.end]: m.kind for m in found(text) if not m.whole}
    assert names == {"Syrian": "nationality", "Palmyra": "place"}


@pytest.mark.parametrize(
    "text",
    [
        "🙂🙂 The army 🙂 took Kobani. 🙂",
        "قالت مصادر في حلب إن الجيش انسحب. The army left Aleppo.",
        "The army " + "and the army of the Nuba and Kordofan and " * 200 + "left.",
        "x" * 5000 + " fled.",
        "Cafe\u0301 Leyla\u200b in\u00a0Idlib was shelled by the Sultan\u00ad Brigade.",
        "\ufffd\u202eArmy\u202c took Hama.",
    ],
)
def test_every_mention_lies_within_the_text_and_begins_and_ends_at_words(
    found: Callable[[str], list[Encoded]], text: str
) -> None:
    document = read_text(text)
    mentions = found(text)
    for m in mentions:
        assert 0 <= m.start < m.end <= len(document.text)
        assert document.text[m.start : m.end].strip() == document.text[m.start : m.end]
        assert 0 < m.score <= 1
        assert 0 < m.sure <= 1
    for layer in (True, False):
        spans = [(m.start, m.end) for m in mentions if m.whole is layer]
        assert all(a[1] <= b[0] for a, b in pairwise(spans))


def test_a_text_without_sentences_has_no_mentions() -> None:
    assert Encoder.load().mentions(read_text("…"), Parse("…", [], [], [])) == []


def test_a_long_sentence_is_read_to_its_end(found: Callable[[str], list[Encoded]]) -> None:
    text = "The army " + "and the army of the Nuba and Kordofan and " * 60 + "left Kadugli."
    assert any(text[m.start : m.end] == "Kadugli" for m in found(text))


def test_the_same_text_gives_the_same_mentions(found: Callable[[str], list[Encoded]]) -> None:
    text = "Gunmen attacked Tawila. The army of Sudan said it was not there."
    assert found(text) == found(text)


def test_the_packages_own_file_is_the_pinned_one(own: bytes) -> None:
    assert hashlib.sha256(own).hexdigest() == room.DIGEST
    assert len(own) <= 30_000_000
    assert Encoder.load().models()[0].sha256 == room.DIGEST


def test_own_weights_of_another_digest_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "DIGEST", "0" * 64)
    room._loaded.cache_clear()
    with pytest.raises(EngineMissing, match="expected 000000000000"):
        Encoder.load()
    room._loaded.cache_clear()


def test_an_encoder_of_ones_own_is_used_and_its_digest_told(
    own: bytes, tmp_path: Path, parse: Callable[[str], Parse]
) -> None:
    path = tmp_path / "mine.onnx"
    path.write_bytes(own.replace(b"[unused993]", b"[unused99x]"))
    mine = Encoder.load(path)
    used = mine.models()[0]
    assert used.name == "mine.onnx"
    assert used.sha256 == hashlib.sha256(path.read_bytes()).hexdigest() != room.DIGEST
    text = "Gunmen attacked Tawila."
    assert mine.mentions(read_text(text), parse(text)) == Encoder.load().mentions(read_text(text), parse(text))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda own: own.replace(b"dateline-mentions/1", b"dateline-mentions/9"), "format"),
        (lambda own: own.replace(b"person group", b"person gruop"), "kinds"),
        (lambda own: own.replace(b'{"phrase"', b'{"phrasf"'), "parts"),
        (lambda own: own.replace(b'{"phrase"', b'["phrase"'), "labels"),
        (lambda own: own.replace(b"[SEP]", b"[SEQ]"), "vocabulary"),
        (lambda own: own[: len(own) // 2], "no ONNX file"),
        (lambda own: b"not a graph", "no ONNX file"),
        (lambda own: b"", "no ONNX file"),
    ],
)
def test_a_file_that_is_no_encoder_is_refused_in_words(
    own: bytes, tmp_path: Path, change: Callable[[bytes], bytes], told: str
) -> None:
    path = tmp_path / "mine.onnx"
    path.write_bytes(change(own))
    with pytest.raises(EngineMissing, match=told):
        Encoder.load(path)


def test_a_file_that_is_not_there_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(EngineMissing, match=r"none\.onnx cannot be read"):
        Encoder.load(tmp_path / "none.onnx")


OUT, BEGIN, IN = [0.0, -9.0, -9.0], [-9.0, 0.0, -9.0], [-9.0, -9.0, 0.0]


@pytest.mark.parametrize(
    ("tags", "spans"),
    [
        ([], []),
        ([OUT, BEGIN, IN, OUT], [(1, 3)]),
        ([BEGIN, BEGIN, IN], [(0, 1), (1, 3)]),
        ([BEGIN, IN, IN], [(0, 3)]),
        ([OUT, OUT], []),
        ([OUT, [-3.0, -4.0, -0.1]], []),  # nothing is inside that did not begin
        ([[-0.6, -0.9, -9.0], IN], [(0, 2)]),  # what goes on has begun
    ],
)
def test_spans_are_the_likeliest_path_that_begins_before_it_goes_on(
    tags: list[list[float]], spans: list[tuple[int, int]]
) -> None:
    assert [(a, b) for a, b, _ in segments(tags)] == spans
