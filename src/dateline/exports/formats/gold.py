"""Gold reports in the project's own form: a folder with NAME.json and NAME.txt a report that people went through to the
end, what became of each record (provenance.jsonl), and what was rejected, with the reasons (rejected.jsonl).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from dateline.exports.format import Format, Mapped, Told
from dateline.exports.gold.annotating import gold_of
from dateline.exports.gold.training import Coders, provenance, rejected
from dateline.exports.linked.lines import line, whole
from dateline.exports.losses import Losses
from dateline.exports.mapping import mapping_of
from dateline.exports.material import Material

NOT_DONE: Final = "nobody marked the report as gone through to its end: it is no gold"
COLUMNS: Final = (
    "id", "published", "title", "actors", "places", "sources", "claims", "events", "relations", "control", "amounts",
    "findings", "NAME.txt", "provenance.jsonl", "rejected.jsonl",
)  # fmt: skip


def write(material: Material, path: Path, losses: Losses, told: Told) -> int:
    """Write the reports that are done; the others are told as left out."""
    coders, n = Coders(), 0
    shared = bool(material.told.get("shared"))
    with (
        (path / "provenance.jsonl").open("w", encoding="utf-8", newline="") as kept,
        (path / "rejected.jsonl").open("w", encoding="utf-8", newline="") as gone,
    ):
        for review in material.reviews():
            made = gold_of(review.now, losses)
            _put(path / f"{review.report}.json", json.dumps(made, ensure_ascii=False, indent=1) + "\n")
            _put(path / f"{review.report}.txt", review.now.document.text.replace("\r", " "))  # files are read by lines
            kept.writelines(line(one) for one in provenance(review, coders))
            gone.writelines(line(one) for one in rejected(review, coders, words=not shared))
            n += 1
            told(n)
    if material.kind != "case":
        for dossier in material.dossiers():
            losses.left_out(dossier.document.id, NOT_DONE)
    return n


def _put(path: Path, text: str) -> None:
    path.write_bytes(whole(text).encode())


def mapping() -> tuple[Mapped, ...]:
    """What each part holds."""
    return mapping_of("gold", COLUMNS)


FORMAT: Final = Format(
    name="gold",
    title="Gold reports",
    suffix="",
    media_type="application/json",
    standard="",
    summary="Reports that people went through to the end, to measure readings by; what they rejected, to learn from.",
    write=write,
    mapping=mapping,
    folder=True,
)
