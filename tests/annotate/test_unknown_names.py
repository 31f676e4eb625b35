"""Organisations that no catalogue knows: taken from the engine's labels where the words allow it. Texts are fiction."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.annotate.names import Name, find_names
from dateline.annotate.unknown_names import add_unknown
from dateline.catalogue.lookup import load_catalogue
from dateline.model.parse import Entity, Parse, Token

ParseText = Callable[[str], Parse]


def labelled(parse: ParseText, text: str, *words: str) -> dict[str, Name]:
    """Names by their words, with these words labelled an organisation and nothing else labelled one."""
    whole = parse(text)
    kept = [e for e in whole.entities if e.label != "ORG"]
    spans = [Entity(text.index(w), text.index(w) + len(w), "ORG") for w in words]
    whole.entities[:] = [e for e in kept if not any(e.start < s.end and s.start < e.end for s in spans)] + spans
    names = find_names(whole, load_catalogue())
    add_unknown(whole, names, load_catalogue(), lambda name: name == "Bria")
    return {n.text: n for n in names.values()}


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("Workers left the Zembla Mining Corp in May.", "the Zembla Mining Corp", "company"),
        ("A convoy of Qatar Cement's arrived.", "Qatar Cement's", "other"),
        ("The Tarvo Rescue Committee sent trucks.", "The Tarvo Rescue Committee", "government"),
    ],
)
def test_what_the_engine_labels_an_organisation_is_one(parse: ParseText, text: str, word: str, kind: str) -> None:
    bare = word.removeprefix("The ").removeprefix("the ").removesuffix("'s")
    assert labelled(parse, text, word)[bare].kind == kind


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Trucks reached Bria on Monday.", "Bria"),  # a place
        ("Trucks left on Monday.", "Monday"),
        ("The Qatar Armed Forces left.", "Qatar Armed Forces"),  # a state's force
        ("Defense Secretary Ann Example left.", "Defense"),
        ("The Soldiers left.", "Soldiers"),
        ("They met at Promenade des Alpes.", "Promenade"),
    ],
)
def test_what_cannot_be_an_organisations_name_is_left(parse: ParseText, text: str, word: str) -> None:
    found = labelled(parse, text, word).get(word)
    assert found is None or found.rule != "engine"


def test_one_word_of_a_longer_name_stands_for_it(parse: ParseText) -> None:
    text = "Zembla Mining lost a truck. Guards of Zembla fled."
    found = labelled(parse, text, "Zembla Mining")
    assert "Zembla" not in found
    whole = parse(text)
    at = text.rindex("Zembla")
    whole.entities[:] = [Entity(0, len("Zembla Mining"), "ORG"), Entity(at, at + len("Zembla"), "ORG")]
    names = find_names(whole, load_catalogue())
    add_unknown(whole, names, load_catalogue(), lambda _: False)
    token = whole.token_at(at)
    assert isinstance(token, Token)
    assert names[token.i].key == "o:zembla mining"
