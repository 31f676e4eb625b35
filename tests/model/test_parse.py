"""The parse on tokens made by hand: offsets, spans, subtrees, coordination."""

from __future__ import annotations

import pytest

from dateline.model.parse import Parse, Sentence, Token

TEXT = "Rebels and militias shelled Wau.  They left."
#       0      7   11       20      28 31 34   39  43


def _token(i: int, start: int, text: str, pos: str, dep: str, sent: int = 0) -> Token:
    return Token(i, start, start + len(text), text, text.lower(), text.lower(), pos, "", dep, "", sent)


def _hang(tokens: list[Token], *links: tuple[int, int]) -> None:
    for child, head in links:
        tokens[child].head = tokens[head]
        tokens[head].children.append(tokens[child])


@pytest.fixture
def made() -> Parse:
    tokens = [
        _token(0, 0, "Rebels", "NOUN", "nsubj"),
        _token(1, 7, "and", "CCONJ", "cc"),
        _token(2, 11, "militias", "NOUN", "conj"),
        _token(3, 20, "shelled", "VERB", "ROOT"),
        _token(4, 28, "Wau", "PROPN", "dobj"),
        _token(5, 31, ".", "PUNCT", "punct"),
        _token(6, 34, "They", "PRON", "nsubj", 1),
        _token(7, 39, "left", "VERB", "ROOT", 1),
        _token(8, 43, ".", "PUNCT", "punct", 1),
    ]
    _hang(tokens, (0, 3), (1, 0), (2, 0), (4, 3), (5, 3), (6, 7), (8, 7))
    sentences = [Sentence(0, 0, 32, 0, 6, tokens[3]), Sentence(1, 34, 44, 6, 9, tokens[7])]
    parse = Parse(TEXT, tokens, sentences, [])
    parse.reindex()
    return parse


@pytest.mark.parametrize(
    ("offset", "text"),
    [(0, "Rebels"), (3, "Rebels"), (5, "Rebels"), (11, "militias"), (30, "Wau"), (31, "."), (34, "They"), (43, ".")],
)
def test_a_character_belongs_to_the_token_that_holds_it(made: Parse, offset: int, text: str) -> None:
    token = made.token_at(offset)
    assert token is not None
    assert token.text == text


@pytest.mark.parametrize("offset", [6, 10, 32, 33, 44, 500])
def test_white_space_and_the_end_of_the_text_hold_no_token(made: Parse, offset: int) -> None:
    assert made.token_at(offset) is None


@pytest.mark.parametrize(
    ("start", "end", "texts"),
    [
        (0, 19, ["Rebels", "and", "militias"]),
        (0, 18, ["Rebels", "and"]),
        (1, 19, ["and", "militias"]),
        (28, 38, ["Wau", ".", "They"]),
        (6, 7, []),
        (12, 15, []),
        (0, 500, "Rebels and militias shelled Wau . They left .".split()),
    ],
)
def test_only_whole_tokens_lie_within_a_span(made: Parse, start: int, end: int, texts: list[str]) -> None:
    assert [t.text for t in made.within(start, end)] == texts


@pytest.mark.parametrize(
    ("i", "words"),
    [(0, "Rebels and militias"), (2, "militias"), (3, "Rebels and militias shelled Wau."), (7, "They left.")],
)
def test_a_subtree_spans_all_that_hangs_on_its_head(made: Parse, i: int, words: str) -> None:
    start, end = made.span_of(made.tokens[i])
    assert TEXT[start:end] == words


def test_bounds_follow_when_a_token_is_moved(made: Parse) -> None:
    militias, wau = made.tokens[2], made.tokens[4]
    made.tokens[0].children.remove(militias)
    militias.head, militias.dep = wau, "conj"
    wau.children.append(militias)
    made.reindex()
    assert (made.tokens[0].left, made.tokens[0].right) == (0, 1)
    assert (wau.left, wau.right) == (2, 4)


def test_subtrees_end_at_their_sentence(made: Parse) -> None:
    root = made.tokens[7]
    assert (root.left, root.right) == (6, 8)
    assert made.sentence_of(root).i == 1


def test_coordinated_nouns_are_one_list(made: Parse) -> None:
    assert [t.text for t in made.tokens[0].conjuncts()] == ["Rebels", "militias"]
    assert [t.text for t in made.tokens[4].conjuncts()] == ["Wau"]


def test_children_are_asked_for_by_label(made: Parse) -> None:
    verb = made.tokens[3]
    subject = verb.child("nsubjpass", "nsubj")
    assert subject is made.tokens[0]
    assert verb.child("iobj") is None
    assert [t.text for t in verb.all("nsubj", "dobj")] == ["Rebels", "Wau"]


def test_a_verb_is_negated_by_its_own_negation_only(made: Parse) -> None:
    made.tokens[8].dep = "neg"
    assert made.tokens[7].negated
    assert not made.tokens[3].negated


def test_a_sentence_of_thousands_of_tokens_in_one_chain_needs_no_recursion() -> None:
    n = 20_000
    tokens = [_token(i, 2 * i, "a", "NOUN", "ROOT" if i == 0 else "pobj") for i in range(n)]
    _hang(tokens, *((i, i - 1) for i in range(1, n)))
    parse = Parse("a " * n, tokens, [Sentence(0, 0, 2 * n - 1, 0, n, tokens[0])], [])
    parse.reindex()
    assert (tokens[0].left, tokens[0].right) == (0, n - 1)


def test_an_empty_parse_answers_every_question_with_nothing() -> None:
    parse = Parse("", [], [], [])
    parse.reindex()
    assert parse.token_at(0) is None
    assert parse.within(0, 10) == []
