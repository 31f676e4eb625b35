"""Slips of the parser that the catalogue and plain grammar put right, on parses made by hand."""

from __future__ import annotations

from dateline.annotate.names import Name
from dateline.annotate.repair import repair
from dateline.catalogue.lookup import load_catalogue
from dateline.model.parse import Parse, Sentence, Token

Row = tuple[str, str, str, str, int | None]
"""Word, part of speech, tag, dependency, index of its head (None at the root)."""


def made(*rows: Row) -> Parse:
    text, tokens = "", []
    for i, (word, pos, tag, dep, _) in enumerate(rows):
        tokens.append(
            Token(i, len(text), len(text) + len(word), word, word.lower(), word.lower(), pos, tag, dep, "", 0)
        )
        text += word + " "
    for token, (*_, head) in zip(tokens, rows, strict=True):
        if head is not None:
            token.head = tokens[head]
            tokens[head].children.append(token)
    root = next(t for t in tokens if t.head is None)
    parse = Parse(text, tokens, [Sentence(0, 0, len(text), 0, len(tokens), root)], [])
    parse.reindex()
    return parse


IS = {0: Name(0, 1, "rebel group", "n:islamic-state", "IS", "catalogue")}


def test_is_forces_launched_is_no_passive() -> None:
    parse = made(
        ("IS", "AUX", "VBZ", "auxpass", 2),
        ("forces", "NOUN", "NNS", "nsubj", 2),
        ("launched", "VERB", "VBD", "ROOT", None),
    )
    repair(parse, IS, load_catalogue())
    acronym, forces, verb = parse.tokens
    assert (acronym.pos, acronym.dep, acronym.head) == ("PROPN", "compound", forces)
    assert verb.child("auxpass") is None
    assert (forces.left, forces.right) == (0, 1)


def test_is_controls_the_city_has_a_subject() -> None:
    parse = made(
        ("IS", "AUX", "VBZ", "aux", 1),
        ("controls", "VERB", "VBZ", "ROOT", None),
        ("Raqqa", "PROPN", "NNP", "dobj", 1),
    )
    repair(parse, IS, load_catalogue())
    assert parse.tokens[1].child("nsubj") is parse.tokens[0]


def test_an_auxiliary_that_is_no_name_stays_one() -> None:
    parse = made(
        ("is", "AUX", "VBZ", "auxpass", 2),
        ("forces", "NOUN", "NNS", "nsubj", 2),
        ("launched", "VERB", "VBD", "ROOT", None),
    )
    repair(parse, {}, load_catalogue())
    assert parse.tokens[0].dep == "auxpass"


def place_then_army(dep: str, comma: str = ",") -> Parse:
    """ "[Near] Wau, the army attacked", the army hung on Wau."""
    return made(
        ("Wau", "PROPN", "NNP", "npadvmod", 4),
        (comma, "PUNCT", ",", "punct", 0),
        ("the", "DET", "DT", "det", 3),
        ("army", "NOUN", "NN", dep, 0),
        ("attacked", "VERB", "VBD", "ROOT", None),
    )


def test_the_noun_before_a_verb_without_subject_is_its_subject_not_an_apposition() -> None:
    parse = place_then_army("appos")
    repair(parse, {}, load_catalogue())
    army, verb = parse.tokens[3], parse.tokens[4]
    assert verb.child("nsubj") is army
    assert army not in parse.tokens[0].children
    assert (verb.left, verb.right) == (0, 4)


def test_coordinated_nouns_move_together() -> None:
    parse = made(
        ("Wau", "PROPN", "NNP", "npadvmod", 5),
        (",", "PUNCT", ",", "punct", 0),
        ("soldiers", "NOUN", "NNS", "appos", 0),
        ("and", "CCONJ", "CC", "cc", 2),
        ("militias", "NOUN", "NNS", "conj", 2),
        ("attacked", "VERB", "VBD", "ROOT", None),
    )
    repair(parse, {}, load_catalogue())
    subject = parse.tokens[5].child("nsubj")
    assert subject is parse.tokens[2]
    assert [t.text for t in subject.conjuncts()] == ["soldiers", "militias"]


def test_a_noun_that_hangs_where_nouns_hang_is_left_alone() -> None:
    parse = place_then_army("compound")
    repair(parse, {}, load_catalogue())
    assert parse.tokens[3].dep == "compound"


def test_without_a_comma_there_is_no_slip_to_repair() -> None:
    parse = place_then_army("appos", comma="-")
    repair(parse, {}, load_catalogue())
    assert parse.tokens[3].dep == "appos"


def test_a_verb_with_a_subject_keeps_it() -> None:
    parse = place_then_army("appos")
    parse.tokens[0].dep = "nsubj"
    repair(parse, {}, load_catalogue())
    assert parse.tokens[4].child("nsubj") is parse.tokens[0]


def test_an_infinitive_takes_no_subject() -> None:
    parse = place_then_army("appos")
    parse.tokens[4].tag = "VB"
    repair(parse, {}, load_catalogue())
    assert parse.tokens[3].dep == "appos"


def supported(noun: str, lemma_tag: str = "NN") -> Parse:
    """ "Serbia was condemned in the <noun> by Russia", the by-phrase hung on the noun."""
    return made(
        ("Serbia", "PROPN", "NNP", "nsubjpass", 2),
        ("was", "AUX", "VBD", "auxpass", 2),
        ("condemned", "VERB", "VBN", "ROOT", None),
        ("in", "ADP", "IN", "prep", 2),
        ("the", "DET", "DT", "det", 5),
        (noun, "NOUN", lemma_tag, "pobj", 3),
        ("by", "ADP", "IN", "prep", 5),
        ("Russia", "PROPN", "NNP", "pobj", 6),
    )


def test_who_does_it_hangs_on_the_passive_verb_and_not_on_the_place_in_between() -> None:
    parse = supported("council")
    repair(parse, {}, load_catalogue())
    assert (parse.tokens[6].dep, parse.tokens[6].head) == ("agent", parse.tokens[2])


def test_what_somebody_writes_or_does_keeps_its_own_by_phrase() -> None:
    for noun in ("statement", "attack"):
        parse = supported(noun)
        repair(parse, {}, load_catalogue())
        assert (parse.tokens[6].dep, parse.tokens[6].head) == ("prep", parse.tokens[5])
