"""A comparison in words, for the terminal: one block a row of UCDP, one line a slot."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.case.ledger.beside import Comparison, RowBeside
from dateline.render.words import clean, shorten

SIGNS = {"agrees": "=", "differs": "≠", "cannot tell": "?"}
OURS = 34
"""Characters of our value before theirs; longer ones are cut."""
SLOT = 17


def comparison_text(comparison: Comparison) -> str:
    """The rows beside a happening, the likeliest first; what agrees has =, what differs ≠, what cannot be told ?."""
    return "\n".join(_lines(comparison)) + "\n"


def _lines(comparison: Comparison) -> Iterator[str]:
    yield clean(comparison.title)
    yield f"  {clean(comparison.happening)}"
    if not comparison.rows:
        yield "  UCDP: no row near it in time and place."
    for found in comparison.rows:
        yield ""
        yield from _row(found)
    if comparison.more:
        yield ""
        yield f"  {comparison.more:,} more rows are near it; they fit less well."


def _row(found: RowBeside) -> Iterator[str]:
    row = found.row
    yield f"  UCDP {clean(row.id)} (row {row.row:,}): {shorten(row.dyad_name or f'{row.side_a} - {row.side_b}', 80)}"
    parts = "; ".join(f"{name} {share:.2f} ({clean(why)})" for name, share, why in found.why)
    yield f"    likeness {found.score:.2f}: {parts}"
    for slot in found.slots:
        ours, theirs = shorten(slot.ours, OURS), shorten(slot.theirs, OURS)
        note = f"   {clean(slot.note)}" if slot.note else ""
        yield f"    {SIGNS[slot.verdict]} {slot.slot:<{SLOT}} {ours:<{OURS}} | {theirs:<{OURS}}{note}".rstrip()
    if row.source_original or row.source_headline:
        source = f"{row.source_original}: {row.source_headline}" if row.source_original else row.source_headline
        yield f"    source: {shorten(source, 110)}"
