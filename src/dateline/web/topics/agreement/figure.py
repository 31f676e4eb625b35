"""Alpha by field as bars with their intervals: a picture of the table beside it."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.render.page.markup import Markup, escape
from dateline.web.topics.agreement.answer import RowNow

LEFT, WIDTH, HEIGHT = 220, 300, 24
LOW, HIGH = -0.25, 1.0
RELIABLE, TENTATIVE = 0.8, 0.667
"""Krippendorff, Content Analysis (2004), p. 241: rely on alpha from .800 on, from .667 for tentative conclusions."""


def bars(rows: Sequence[RowNow]) -> Markup | None:
    """The picture; None where there is nothing to draw."""
    drawn = [r for r in rows if r.alpha is not None]
    if not drawn:
        return None
    high = HEIGHT * len(drawn) + 30
    parts = [_axis(high - 26), *(_bar(r, n * HEIGHT) for n, r in enumerate(drawn))]
    return Markup(
        f'<svg class="alpha" viewBox="0 0 {LEFT + WIDTH + 50} {high}" role="img" '
        'aria-label="Krippendorff’s alpha by field with its 95 % interval; the table below holds the same">'
        f"{''.join(parts)}</svg>"
    )


def _x(value: float) -> float:
    return round(LEFT + WIDTH * (min(HIGH, max(LOW, value)) - LOW) / (HIGH - LOW), 1)


def _axis(bottom: int) -> str:
    marks = ((0.0, "0"), (TENTATIVE, ".667"), (RELIABLE, ".8"), (1.0, "1"))
    return "".join(
        f'<line class="rule" x1="{_x(v)}" y1="0" x2="{_x(v)}" y2="{bottom}"/>'
        f'<text class="mark" x="{_x(v)}" y="{bottom + 16}" text-anchor="middle">{label}</text>'
        for v, label in marks
    )


def _bar(row: RowNow, top: int) -> str:
    assert row.alpha is not None
    zero, at = _x(0), _x(row.alpha)
    name = f"{row.kind}: {row.label}"
    level = "good" if row.alpha >= RELIABLE else "fair" if row.alpha >= TENTATIVE else "poor"
    told = (
        f'<text class="name" x="{LEFT - 8}" y="{top + 16}" text-anchor="end">{escape(name)}</text>'
        f'<rect class="{level}" x="{min(zero, at)}" y="{top + 6}" width="{max(1.0, abs(at - zero))}" height="12"/>'
    )
    if row.low is not None and row.high is not None:
        a, b, y = _x(row.low), _x(row.high), top + 12
        told += f'<path class="interval" d="M{a} {y}H{b}M{a} {y - 4}V{y + 4}M{b} {y - 4}V{y + 4}"/>'
    return told + f'<text class="value" x="{LEFT + WIDTH + 8}" y="{top + 16}">{row.alpha:.2f}</text>'
