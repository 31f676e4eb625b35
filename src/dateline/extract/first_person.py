"""Who speaks of "my name" in a statement or a letter: whoever says "my name is X", or whose name is the sender's."""

from __future__ import annotations

import re
from typing import Final

from dateline.model.document import Document
from dateline.model.parse import Parse, Token

_SENDER: Final = re.compile(r"^(?:From|Sender|Name|Signed|Yours|Regards|Sincerely)[:,][ \t]*", re.MULTILINE)
LAST: Final = 3
"""Sections at the end of a letter among which the signature stands."""
LINE: Final = 60
"""Characters of the longest line that may be a signature."""


def own_name(document: Document, parse: Parse) -> Token | None:
    """The last word of the writer's name, or None."""
    for t in parse.tokens:
        if t.lemma == "name" and t.head is not None and t.head.lemma == "be" and t.child("poss") is not None:
            owner, named = t.child("poss"), t.head.child("attr")
            if owner is not None and owner.lower == "my" and named is not None and named.pos == "PROPN":
                return named
    for match in _SENDER.finditer(document.text):
        found = _run(parse, match.end())
        if found is not None:
            return found
    return _signed(document, parse)


def _signed(document: Document, parse: Parse) -> Token | None:
    """A last short line of nothing but two to four capitalised words."""
    for section in reversed(document.sections[-LAST:]):
        line = document.text[section.start : section.end].strip()
        if 2 <= len(line.split()) <= 4 and all(w[:1].isupper() and w.isalpha() for w in line.split()):
            return _run(parse, section.start)
    return None


def _run(parse: Parse, offset: int) -> Token | None:
    """The last of the capitalised words that stand at an offset on one line."""
    last = None
    for t in parse.within(offset, offset + LINE):
        if not t.text[:1].isupper() or not t.text.isalpha() or "\n" in parse.text[offset : t.start]:
            break
        last = t
    return last
