"""When a relation holds, where the text says so: "since 2015", "until last year", "the former leader"."""

from __future__ import annotations

from dateline.annotate.timex import UNDATED, Dated
from dateline.extract.context import Context
from dateline.extract.relating import Draft
from dateline.extract.relation_verbs import LEFT
from dateline.extract.wordlists import lemmas
from dateline.model.parse import Token
from dateline.model.values import When

TITLE_WORDS = 4
"""Words before an office in which "former" may stand."""


def dates_by_word(context: Context) -> dict[int, Dated]:
    """Word -> the first expression that can date what it says: the one that hangs on it, or that it is."""
    found: dict[int, Dated] = {}
    for d in context.dated:
        if d.timex.form not in UNDATED:
            for i in (d.governor, d.head):
                found.setdefault(i, d)
            if d.verb is not None and context.parse.tokens[d.verb].pos == "VERB":
                found.setdefault(d.verb, d)
    return found


def when_of(context: Context, dates: dict[int, Dated], draft: Draft) -> When | None:
    """The days that the words of a relation are dated by. Over for good ("former", "ousted") is an interval that ends
    with the publication, if its day is known; a relation that the text does not date has none."""
    if draft.at is None:
        return None
    found = dates.get(draft.at.i)
    dated = context.timeline.when_of(found.timex) if found is not None else None
    if draft.rule == LEFT and dated is not None:
        return When(dated.text, None, dated.start, "range", dated.basis, dated.evidence)
    return dated or _over(context, draft.at)


def _over(context: Context, at: Token) -> When | None:
    """ "The former commander of X", "ousted president Y", "X's ex-leader"."""
    near = [c for c in at.children if c.i < at.i]
    near += context.parse.tokens[max(0, at.i - TITLE_WORDS) : at.i] if at.pos in {"NOUN", "PROPN"} else []
    word = next((t for t in near if t.lower in lemmas("no longer") and t.sent == at.sent), None)
    if word is None:
        return None
    published = context.document.published.date
    evidence = (context.words(word, word),)
    if published is None:
        return When(word.text, None, None, "unknown", None, evidence)
    return When(word.text, None, published, "range", "relative to publication", evidence)
