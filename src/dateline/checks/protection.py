"""Requests not to be named that lead to nobody: whoever made them is not hidden, and a person must look.

The contract's list of checks has none for this, so it goes under `contradiction`, "cannot tell".
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.annotate.speakers import anonymity_in
from dateline.model.document import Document
from dateline.model.ids import record_id
from dateline.model.origin import by_rule
from dateline.model.parse import Parse
from dateline.model.records import Finding, Source

NEAR = 300
"""Characters around a request within which a protected source must stand for it to be theirs."""
MESSAGE = "Somebody asks not to be named here, and it cannot be told who. Look, and hide them with --protect NAME."


def check_protection(document: Document, parse: Parse, sources: Sequence[Source]) -> list[Finding]:
    """A finding for each request that no protected source stands near to."""
    hidden = [
        e.start for s in sources if s.protect for e in (*s.mentions, *(s.anonymity.evidence if s.anonymity else ()))
    ]
    found = []
    for sentence in parse.sentences:
        words = anonymity_in(document.text, sentence.start, sentence.end)
        if words is None or any(words[0] - NEAR < start < words[1] + NEAR for start in hidden):
            continue
        evidence = (document.evidence(*words),)
        id_ = record_id(document.source_sha256, "finding", "protection", evidence)
        rule = by_rule("protection")
        found.append(Finding(id_, "contradiction", "cannot tell", "warning", MESSAGE, {}, (), evidence, rule))
    return found
