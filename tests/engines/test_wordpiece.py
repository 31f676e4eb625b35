"""Words, pieces and shapes: what the encoder is given of a text."""

from __future__ import annotations

import pytest

from dateline.engines import wordpiece as w

VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "kadug", "##li", "the", "cafe", "-", "ayse"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Kadugli fell.", ["Kadugli", "fell", "."]),
        ("al-Fashir's", ["al", "-", "Fashir", "'", "s"]),
        ("T-72s\u00a0burn", ["T", "-", "72s", "burn"]),
        ("in Cafe\u0301 Leyla", ["in", "Cafe\u0301", "Leyla"]),
        ("🙂 the_end", ["🙂", "the", "_", "end"]),
        ("مدينة حلب", ["مدينة", "حلب"]),
        (" \n\t", []),
        ("", []),
    ],
)
def test_words_are_cut_at_spaces_and_punctuation_and_lie_where_they_stand(text: str, words: list[str]) -> None:
    assert [text[a:b] for a, b in w.words_of(text)] == words


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("Kadugli", ["kadug", "##li"]),
        ("THE", ["the"]),
        ("Café", ["cafe"]),
        ("Cafe\u0301", ["cafe"]),
        ("Ayşe", ["ayse"]),
        ("thekad", ["[UNK]"]),
        ("the" * 40, ["[UNK]"]),
        ("\u0301", ["[UNK]"]),
    ],
)
def test_a_word_is_cut_into_the_longest_known_pieces_or_is_unknown(word: str, pieces: list[str]) -> None:
    assert [VOCABULARY[n] for n in w.WordPieces(VOCABULARY).of(word)] == pieces


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("army", w.LOWER), ("Army", w.CAPITAL), ("UN", w.CAPITALS), ("MiG", w.MIXED), ("A", w.ONE_CAPITAL),
        ("M23", w.DIGITS), ("-", w.NO_LETTER), ("حلب", w.LOWER),
    ],
)  # fmt: skip
def test_the_shape_tells_how_a_word_is_written(word: str, shape: int) -> None:
    assert w.shape_of(word) == shape


def test_a_sentence_all_in_capitals_says_nothing_by_them() -> None:
    assert w.shapes_of(["ARMY", "TOOK", "A", "TOWN"]) == [w.NO_SHAPE] * 4
    assert w.shapes_of(["Army", "took", "UN", "base"]) == [w.CAPITAL, w.LOWER, w.CAPITALS, w.LOWER]
