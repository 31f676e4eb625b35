"""What a PDF says of itself. The date of the file is the day when it was made, not when the report was published: it
is never taken."""

from __future__ import annotations

from dateline.readers.given import Metadata
from dateline.readers.pdf.letters import LettersOf
from dateline.readers.properties import authors_of, title_of


def metadata_of(letters: LettersOf, url: str | None, captured: str | None) -> Metadata:
    """Title, authors and language of a PDF, as far as they look right."""
    shown = " ".join(w.text for page in letters.pages[:1] for w in page.words)
    return Metadata(
        title=title_of(letters.title, shown),
        byline=authors_of(letters.author),
        url=url,
        language=letters.language or None,
        captured=captured,
    )
