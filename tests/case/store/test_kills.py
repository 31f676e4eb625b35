"""A program that adds reports is killed at random moments: what was acknowledged is there, once and whole."""

from __future__ import annotations

import random

from scripts.soak import Soak, said

KILLS = 50


def test_fifty_kills_lose_nothing_that_was_acknowledged(where):
    seed = random.SystemRandom().randrange(1_000_000)
    soak = Soak(where, seed)
    for _ in range(KILLS):
        soak.kill()
    soak.look(full=True)
    figures = soak.figures
    assert figures.clean, f"{said(figures)} (scripts/soak.py --seed)\n" + "\n".join(figures.faults[:20])
    assert figures.reports > KILLS / 2, "hardly anything was added before the kills: " + said(figures)
