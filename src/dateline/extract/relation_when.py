"""When a relation holds, where the text says so: "since 2015", "until last year", "the former leader"."""

from __future__ import annotations

from dateline.annotate.timex import UNDATED
from dateline.extract.context import Context
from dateline.extract.relating import Draft
from dateline.extract.relation_verbs import LEFT
from dateline.extract.wordlists import lemmas
from dateline.model.parse import Token
from dateline.model.values import When

TITLE_WORDS = 4
"""Words before an office in which "former" may stand."""


def when_of(context: Context, draft: Draft) -> When | None:
    """The days that the words of a relation are dated by. Over for good ("former", "ousted") is an interval that ends
    with the publication, if its day is known; a relation that the text does not date has none."""
    if draft.at is None:
        return None
    dated = _dated(context, draft.at)
    if draft.rule == LEFT and dated is not None:
        return When(dated.text, None, dated.start, "range", dated.basis, dated.evidence)
    return dated or _over(context, draft.at)


def _dated(context: Context, at: Token) -> When | None:
    for d in context.dated:
        if at.i in {d.governor, d.head} or (d.verb == at.i and at.pos == "VERB"):
            if d.timex.form in UNDATED:
                continue
            return context.timeline.when_of(d.timex)
    return None


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
