"""What the tests of the linked-data formats share: exports written and read back, and reports with hostile text.

Places are real; happenings and persons are invented.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from dateline.exports.format import format_named
from dateline.exports.material import Material, material_of
from dateline.exports.writing import Written, write_export
from dateline.model.document import Document
from dateline.model.dossier import Dossier
from dateline.model.span import Evidence
from dateline.protect.policy import Policy, Shown

HOSTILE: Final = (
    "say \"so\" \\ and 'so'",
    "line\nfeed\ttab\r\nend",
    "شبوة على الطريق",
    "\u202eevil\u202c",
    "nul\x00nul",
    "half \ud83d pair",
    "\U0001f4a5\U0001f4a5 boom",
    "<script>x</script>",
    "par\u2028ted",
    "soft\u00adhyphen zero\u200bwidth",
    "e\u0301 apart",
    "'quoted'",
)
"""Texts that break what is written without care."""


def reports(*dossiers: Dossier) -> Material:
    """Material of these dossiers as they are."""
    return material_of("reports", lambda: iter([Shown(d, Policy()) for d in dossiers]))


def written(name: str, folder: Path, material: Material) -> Written:
    """An export of the material."""
    format_ = format_named(name)
    return write_export(format_, material, folder / f"out{format_.suffix}")


def lines(made: Written) -> list[Any]:
    """The lines of an export, read as JSON."""
    text = made.path.read_bytes().decode("utf-8")
    assert text.endswith("\n") or not text
    return [json.loads(part) for part in text.split("\n") if part]


def told(made: Written) -> set[tuple[str, str]]:
    """What was lost: (kind, reason)."""
    return {(str(row["kind"]), str(row["reason"])) for row in made.losses.summary()}


def over(dossier: Dossier, text: str, words: Iterable[str]) -> Dossier:
    """The dossier with another text, its actors and claims on the words given, all else left out.

    Texts that no reader lets in (NUL, half characters) come in here all the same.
    """
    spots = [Evidence(n, n + len(w), w) for w in words if (n := text.index(w)) >= 0]
    actor, claim = dossier.actors[0], dossier.claims[0]
    document = Document(**{**_fields(dossier.document), "text": text, "sections": (), "title": text[:40]})
    return replace(
        dossier,
        document=document,
        actors=tuple(replace(actor, id=f"actor-{n}", name=e.quote, mentions=(e,)) for n, e in enumerate(spots)),
        claims=tuple(
            replace(claim, id=f"claim-{n}", source="source-none", cue=None, content=(e,)) for n, e in enumerate(spots)
        ),
        places=(), sources=(), events=(), victims=(), relations=(), control=(), amounts=(), media=(), findings=(),
    )  # fmt: skip


def _fields(document: Document) -> dict[str, Any]:
    return {name: getattr(document, name) for name in document.__slots__}
