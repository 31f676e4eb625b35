"""What was not read: sections in languages other than English. Nothing of them is checked, and it is said.

The contract's list of checks has none for this, so it goes under `contradiction`, "cannot tell": what these sections
say cannot be held against the rest.
"""

from __future__ import annotations

from collections import Counter

from dateline.annotate.timex import READ
from dateline.model.document import Document
from dateline.model.ids import record_id
from dateline.model.origin import by_rule
from dateline.model.records import Finding
from dateline.readers.language import ENGLISH, language_name

QUOTE = 120
"""Characters of the first unread section that the finding shows."""


def check_language(document: Document) -> list[Finding]:
    """One finding for all sections that were not read, or none."""
    unread = [s for s in document.sections if s.kind in READ and document.language_of(s) not in {None, ENGLISH}]
    if not unread:
        return []
    total = sum(s.end - s.start for s in document.sections if s.kind in READ)
    left_out = sum(s.end - s.start for s in unread)
    languages = Counter(document.language_of(s) or ENGLISH for s in unread)
    named = ", ".join(language_name(code) for code, _ in languages.most_common())
    share = round(100 * left_out / total)
    message = (
        f"{len(unread)} of {sum(s.kind in READ for s in document.sections)} sections ({share} % of the text) are in "
        f"{named}, which is not read: what they tell of events, claims and places is missing here."
    )
    first = document.evidence(unread[0].start, min(unread[0].end, unread[0].start + QUOTE))
    figures = {"languages": sorted(languages), "sections_unread": len(unread), "characters_unread": left_out}
    id_ = record_id(document.source_sha256, "finding", "language", (first,))
    rule = by_rule("language")
    return [Finding(id_, "contradiction", "cannot tell", "warning", message, figures, (), (first,), rule)]
