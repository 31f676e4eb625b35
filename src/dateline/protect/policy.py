"""What may be seen: the settings of a view, and the view itself. Faces take a `Shown`, never a bare dossier."""

from __future__ import annotations

from dataclasses import dataclass, field

from dateline.model.dossier import Dossier
from dateline.protect.gate import Gate


@dataclass(frozen=True, slots=True)
class Policy:
    """How a dossier is shown. The default hides whom the report protects and keeps the rest."""

    reveal: bool = False
    """Show protected persons as they are: only for whoever owns the case and asks for it."""
    protect: tuple[str, ...] = ()
    """Names and phrases to hide besides those of the sources that the dossier marks."""
    quote: int | None = None
    """Longest quote in characters, for what is passed on; None keeps the report's whole text."""
    coarsen_km: float | None = None
    """Coordinates of sensitive places are moved to the middle of a square this wide, in km; None leaves them."""
    key: bytes | None = field(default=None, repr=False)
    """Secret of the case: pseudonyms are made with it, the same in every report; without it they are "source A" …"""


SHARED = Policy(quote=200, coarsen_km=10.0)
"""What leaves the house: nobody to protect, short quotes, sensitive places coarsened."""
OWNER = Policy(reveal=True)
"""Everything, for the eyes of whoever owns the report."""


@dataclass(frozen=True, slots=True)
class Redaction:
    """One kind of thing that a view does not show, and how often it stood in the report: never the thing itself."""

    what: str
    """"source", "role", "contact", "name", "words", "coordinates", "place" (moved on the map), "url", "record" (left
    out with the hidden words that alone tell of it) or "text" (left out of an excerpt)."""
    shown_as: str | None
    count: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A dossier as it may be seen under a policy: a valid dossier itself, its text and offsets those of the view."""

    dossier: Dossier
    policy: Policy
    redactions: tuple[Redaction, ...] = ()
    labels: tuple[tuple[str, str], ...] = ()
    """What hidden persons are called here: (id of the record, "source A")."""
    unmatched: tuple[int, ...] = ()
    """Positions in `policy.protect` of names and phrases that the report does not hold: never the words themselves."""
    gate: Gate = field(default_factory=Gate, repr=False, compare=False)
    """Whoever renders a view asks it whether a finished text still holds a secret (`gate.assert_clean`). It knows no
    secret itself."""
