"""Texts as the encoder takes them, spans as it is taught them."""

from __future__ import annotations

import numpy as np
from spans import KINDS, LEVELS, Example

from dateline.engines.encoder import LONGEST
from dateline.engines.wordpiece import NO_SHAPE, WordPieces, shapes_of, words_of

IGNORED = -100


class Encoded:
    """One sentence in word pieces, cut where the encoder ends: the first piece of each word stands for the word."""

    def __init__(self, text: str, pieces: WordPieces, *, blind: bool = False) -> None:
        spans = words_of(text)
        words = [text[a:b] for a, b in spans]
        shapes = [NO_SHAPE] * len(words) if blind else shapes_of(words)
        self.ids, self.shapes = [pieces.start], [NO_SHAPE]
        self.at: list[tuple[int, int]] = []
        self.first: list[int] = []
        for span, word, shape in zip(spans, words, shapes, strict=True):
            own = pieces.of(word)
            if len(self.ids) + len(own) > LONGEST + 1:
                break
            self.at.append(span)
            self.first.append(len(self.ids))
            self.ids.extend(own)
            self.shapes.extend([shape] * len(own))
        self.ids.append(pieces.end)
        self.shapes.append(NO_SHAPE)


def labels(example: Example, e: Encoded) -> dict[str, np.ndarray]:
    """Per piece: `phrase`, `level`, `name` (IGNORED: not taught), `kind` and `name_kind` (the kinds left open)."""
    n = len(e.ids)
    out = {part: np.full(n, IGNORED, dtype=np.int64) for part in ("phrase", "level", "name")}
    out |= {part: np.zeros((n, len(KINDS)), dtype=bool) for part in ("kind", "name_kind")}
    for layer, kinds, spans in (("phrase", "kind", example.phrases), ("name", "name_kind", example.names)):
        if spans is None:
            continue
        for at in e.first:
            out[layer][at] = 0
        for span in spans:
            inside = [p for p, (a, b) in zip(e.first, e.at, strict=True) if a < span.end and b > span.start]
            for k, p in enumerate(inside):
                out[layer][p] = 1 if k == 0 else 2
                out[kinds][p] = [kind in span.kinds for kind in KINDS]
                if layer == "phrase":
                    out["level"][p] = LEVELS.index(span.level)
        for a0, b0 in example.blind:
            for p, (a, b) in zip(e.first, e.at, strict=True):
                if a < b0 and b > a0 and out[layer][p] == 0:
                    out[layer][p] = IGNORED
    return out
