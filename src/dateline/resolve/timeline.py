"""All dates of a report in text order, each with the tense of its verb and the date that it counts from.

"Two days later" counts from the date of the text that it refers to: the one right before it in its sentence, else the
last one told in the sentences before that dates a happening and not a saying.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from dateline.annotate.cues import cues
from dateline.annotate.timex import Dated, tense_at
from dateline.model.document import Document
from dateline.model.layers import Timex
from dateline.model.parse import Parse, Token
from dateline.model.values import When
from dateline.resolve.relative import anchors
from dateline.resolve.when import resolve_when

REACH: Final = 5
"""How many sentences back a date may stand from the words that count from it."""
NEAR: Final = 60
"""Characters from "two days after" to the date of what it counts from ("… after the attack of 12 May")."""
_COUNTED: Final = frozenset({"DET", "NOUN", "PROPN", "NUM", "PRON", "ADJ", "VERB"})


class Timeline:
    """What each time expression of a report means, in its place."""

    def __init__(self, document: Document, parse: Parse, dated: Sequence[Dated]) -> None:
        self._document, self._parse = document, parse
        self._dated = sorted(dated, key=lambda d: d.timex.start)
        self._whens: dict[int, When | None] = {}
        self._quarter: Dated | None = None
        for n, d in enumerate(self._dated):
            self._whens[d.timex.start] = self._resolve(n, d)
            if d.timex.get("quarter") is not None and d.timex.get("back") is None:
                self._quarter = d

    def when_of(self, timex: Timex) -> When | None:
        """The days of an expression; None where it names none, or stands outside the parse."""
        return self._whens.get(timex.start)

    def _resolve(self, n: int, dated: Dated) -> When | None:
        anchor = next(self._anchors(n, dated), None) if anchors(dated.timex) else None
        return resolve_when(dated.timex, self._document, tense=tense_at(dated, self._parse), anchor=anchor)

    def _anchors(self, n: int, dated: Dated) -> Iterator[When]:
        """Dates that an expression may count from, the likeliest first."""
        if dated.timex.form in {"quarter", "ago"} or (self._quarter and dated.timex.get("n") == 1):
            when = self._whens[self._quarter.timex.start] if self._quarter else None
            if when is not None:
                yield when
            return
        sentence = self._sentence(dated)
        after = self._counted_from(dated)
        if after is not None:
            near = self._dated[n + 1] if n + 1 < len(self._dated) else None
            if near is not None and self._sentence(near) == sentence and near.timex.start - dated.timex.end < NEAR:
                when = resolve_when(near.timex, self._document)
                if when is not None and when.start is not None:
                    yield when
                    return
            if after.pos != "DET":
                return  # "two days after rebels took the hill": the day of that is not told
        for d in reversed(self._dated[:n]):
            if sentence - self._sentence(d) > REACH:
                return
            when = self._whens[d.timex.start]
            told = when is not None and when.start is not None and when.end is not None
            if when is not None and told and (self._sentence(d) == sentence or not self.dates_saying(d)):
                yield when

    def _counted_from(self, dated: Dated) -> Token | None:
        """The first word of what stands after "two days after", None where nothing does."""
        if dated.timex.get("dir") not in {"after", "before"}:
            return None
        token = self._parse.token_at(dated.timex.end + 1)
        return token if token is not None and token.start == dated.timex.end + 1 and token.pos in _COUNTED else None

    def _sentence(self, dated: Dated) -> int:
        return self._parse.tokens[dated.head].sent

    def dates_saying(self, dated: Dated) -> bool:
        """Does an expression date when something was said?"""
        governor = self._parse.tokens[dated.governor]
        return governor.pos == "VERB" and (governor.lemma, "verb") in cues()
