"""Lists of names as casualty recorders set them: a line that ends in a colon, then one person a line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.model.document import Document
from dateline.model.span import Evidence
from dateline.model.vocabulary import Harm

_LEAD = re.compile(
    r"\b(?:names?|list|identit(?:y|ies))\b[^\n]{0,60}\b(killed|dead|deceased|martyrs|wounded|injured|detainees|arrested"
    r"|detained|missing|disappeared|abducted)\b[^\n]{0,60}:[ \t]*$"
    r"|^[^\n]{0,60}\b(killed|dead|deceased|wounded|injured|detainees|arrested|detained|missing|disappeared|abducted)"
    r"[^\n.]{0,40}:[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
"""A line that announces names: "Names of the dead:", "The following were wounded:"."""
_HARM: dict[str, Harm] = {
    "killed": "killed", "dead": "killed", "deceased": "killed", "martyrs": "killed", "wounded": "injured",
    "injured": "injured", "detainees": "detained", "arrested": "detained", "detained": "detained",
    "abducted": "detained", "missing": "missing", "disappeared": "missing",
}  # fmt: skip
_ROW = re.compile(
    r"[ \t]*(?:[-–•*·]|\(?\d{1,3}[.)])?[ \t]*"
    r"(?P<name>[^\W\d_][\w’'.-]{0,30}(?:[ \t][^\W\d_][\w’'.-]{0,30}){1,5})"
    r"(?P<rest>[ \t]*[,(–-][^\n]{0,160})?[ \t]*$"
)
"""One person a line, an age or a description behind the name."""
_AGE = re.compile(r"\b(?:aged?\s*)?(\d{1,3})(?:\s*years?(?:\s*old)?|-year-old)?\b")
MOST_ROWS = 2000


class Row:
    """A line of a list: the words that name the person, the whole line, the harm that the lead tells."""

    __slots__ = ("harm", "line", "name", "rest")

    def __init__(self, name: Evidence, line: Evidence, rest: str, harm: Harm) -> None:
        self.name, self.line, self.rest, self.harm = name, line, rest, harm

    @property
    def age(self) -> int | None:
        """The age that the words behind the name give."""
        match = _AGE.search(self.rest)
        age = int(match.group(1)) if match is not None else None
        return age if age is not None and age <= 120 else None


def rows_of(document: Document) -> Iterator[Row]:
    """Every row of every list of names in the text."""
    text = document.text
    for lead in _LEAD.finditer(text):
        harm = _HARM[next(g for g in lead.groups() if g).lower()]
        at = _next_line(text, lead.end())
        for _ in range(MOST_ROWS):
            start, at = at, _next_line(text, at)
            line = text[start:at].rstrip("\r\n")
            if not line.strip():
                if at >= len(text) or at == start:
                    break
                continue
            match = _ROW.match(line)
            if match is None or not _name_like(match["name"]):
                break
            first = start + match.start("name")
            name = document.evidence(first, start + match.end("name"))
            yield Row(name, document.evidence(first, start + len(line.rstrip())), match["rest"] or "", harm)


def _next_line(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1


def _name_like(words: str) -> bool:
    """Whether all words but particles have a capital."""
    return all(w[:1].isupper() or w.lower() in PARTICLES for w in words.split())


PARTICLES = frozenset({"al", "el", "bin", "ibn", "abu", "de", "da", "la", "van", "von", "ould", "ag", "u"})
