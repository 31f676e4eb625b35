"""The time of reading grows with the length of a text, not with its square."""

from __future__ import annotations

import gc
from copy import copy
from dataclasses import replace
from time import process_time

import pytest

from dateline.engines.spacy import SpacyEngine
from dateline.model.document import Document
from dateline.model.dossier import ModelUsed
from dateline.model.parse import Parse
from dateline.readers.text import read_text
from dateline.reading import read_document

PARAGRAPHS = 140
"""Length of the shorter text; the longer has twice as many."""
AT_MOST = 2.5
"""Times the reading of half a text that the whole may take. Linear reading takes twice as long; with every event
compared to all before it, these texts took 2.8 times."""
SYLLABLES = "ka mo ri ta ba sha lu ne do zi fa hu ye gor mal tes".split()
PLACES = ("Aleppo", "Idlib", "Mosul", "Homs", "Goma", "Gao", "Taiz", "Kherson", "Kunduz", "Baidoa")


class Parsed:
    """An engine that parsed a document beforehand: what is timed is the reading alone."""

    name = SpacyEngine.name
    gives = SpacyEngine.gives

    def __init__(self, document: Document) -> None:
        self._engine = SpacyEngine()
        self._parse = self._engine.parse(document)

    def models(self) -> tuple[ModelUsed, ...]:
        return self._engine.models()

    def parse(self, document: Document) -> Parse:
        """A copy, as reading mends heads and tags."""
        assert document.text == self._parse.text
        tokens = [copy(t) for t in self._parse.tokens]
        for t in tokens:
            t.head = tokens[t.head.i] if t.head is not None else None
            t.children = [tokens[c.i] for c in t.children]
        sentences = [replace(s, root=tokens[s.root.i]) for s in self._parse.sentences]
        parse = Parse(document.text, tokens, sentences, self._parse.entities, self._parse.chunks)
        parse.reindex()
        return parse


def _text(paragraphs: int) -> str:
    return "\n\n".join(_same(n) if n % 2 else _distinct(n) for n in range(paragraphs))


def _same(n: int) -> str:
    return f"Rebels attacked {PLACES[n // 2 % 10]}, killing 12. Russian forces struck Homs. Its troops fled."


def _distinct(n: int) -> str:
    name = f"{SYLLABLES[n % 16]}{SYLLABLES[n * 7 // 16 % 16]}{SYLLABLES[n * 5 % 16]}".capitalize()
    return f"The {name} Front shelled {PLACES[n * 7 % 10]} on {n % 28 + 1} May. Ali {name}ov was killed."


def _seconds(document: Document, engine: Parsed) -> float:
    gc.collect()
    started = process_time()
    read_document(document, engine=engine)
    return process_time() - started


@pytest.mark.model
def test_twice_the_text_takes_about_twice_the_time() -> None:
    documents = [read_text(_text(n), published="2024-05-26") for n in (PARAGRAPHS, 2 * PARAGRAPHS)]
    engines = [Parsed(d) for d in documents]
    runs = [[_seconds(d, e) for d, e in zip(documents, engines, strict=True)] for _ in range(3)]
    half, whole = (min(seconds) for seconds in zip(*runs, strict=True))
    assert whole <= AT_MOST * half


SAME_AGAIN = (
    "The army denied that it attacked Homs. The rebels accused it of attacking Homs. ",
    "“Rebels fled,” he said. “They left.” ",
)
"""What, told over and over, was once set beside every other telling, or read up to the end of its section."""


@pytest.mark.model
@pytest.mark.parametrize("told", SAME_AGAIN)
def test_the_same_told_again_and_again_is_read_in_linear_time(told: str) -> None:
    documents = [read_text(told * n, published="2024-05-26") for n in (300, 600)]
    engines = [Parsed(d) for d in documents]
    runs = [[_seconds(d, e) for d, e in zip(documents, engines, strict=True)] for _ in range(2)]
    half, whole = (min(seconds) for seconds in zip(*runs, strict=True))
    assert whole <= AT_MOST * half


def test_one_long_run_of_names_is_read_in_linear_time() -> None:
    def took(names: int) -> float:
        document = read_text("Shells hit Aleppo, Syria. Clashes in " + "Kafr " * names + "near Aleppo.")
        parsed = Parsed(document)
        started = process_time()
        read_document(document, engine=parsed)
        return process_time() - started

    took(50)
    assert min(took(800) for _ in range(2)) <= 4 * min(took(400) for _ in range(2)) + 0.1
