"""Fitting the encoder to examples, and what it then finds in a text."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from features import IGNORED, Encoded, labels
from model import LAYERS, PARTS, MentionEncoder, started
from spans import KINDS, LEVELS, Example, Marked
from torch import Tensor, nn

from dateline.engines.encoder import segments
from dateline.engines.wordpiece import WordPieces

CUTS = np.cumsum([0, *PARTS.values()])
AT = {part: slice(int(a), int(b)) for part, a, b in zip(PARTS, CUTS, CUTS[1:], strict=False)}
TOKENS = 768
"""Word pieces a batch, padding counted."""


def batches(items: Sequence[tuple[Encoded, dict[str, np.ndarray]]], chance: random.Random) -> Iterator[list[int]]:
    """Sentences of like length together, in random order."""
    order = sorted(range(len(items)), key=lambda n: len(items[n][0].ids) + chance.random() * 6)
    groups: list[list[int]] = [[]]
    for n in order:
        if groups[-1] and len(items[n][0].ids) * (len(groups[-1]) + 1) > TOKENS:
            groups.append([])
        groups[-1].append(n)
    chance.shuffle(groups)
    yield from groups


def stacked(items: Sequence[Encoded]) -> tuple[Tensor, Tensor, Tensor]:
    longest = max(len(e.ids) for e in items)
    ids, shapes = torch.zeros(len(items), longest, dtype=torch.long), torch.zeros(len(items), longest, dtype=torch.long)
    for n, e in enumerate(items):
        ids[n, : len(e.ids)] = torch.tensor(e.ids)
        shapes[n, : len(e.ids)] = torch.tensor(e.shapes)
    return ids, shapes, (ids != 0).long()


def loss_of(out: Tensor, taught: list[dict[str, np.ndarray]]) -> Tensor:
    longest = out.shape[1]

    def pad(part: str) -> Tensor:
        rows = [t[part] for t in taught]
        fill = False if rows[0].dtype == bool else IGNORED
        whole = np.full((len(rows), longest, *rows[0].shape[1:]), fill, dtype=rows[0].dtype)
        for n, row in enumerate(rows):
            whole[n, : len(row)] = row
        return torch.from_numpy(whole)

    total = out.new_zeros(())
    for part, weight in (("phrase", 1.0), ("name", 1.0), ("level", 0.3)):
        target = pad(part).flatten()
        if bool((target != IGNORED).any()):
            total = total + weight * nn.functional.cross_entropy(
                out[..., AT[part]].flatten(0, 1), target, ignore_index=IGNORED
            )
    for part in ("kind", "name_kind"):
        allowed = pad(part)
        rows = allowed.any(-1)
        if bool(rows.any()):
            logp = torch.log_softmax(out[..., AT[part]][rows], -1)
            total = total - 0.5 * torch.logsumexp(logp.masked_fill(~allowed[rows], -1e9), -1).mean()
    return total


def fit(
    epoch_of: Callable[[random.Random], Sequence[Example]],
    weights: Path,
    pieces: WordPieces,
    *,
    epochs: int,
    seed: int = 7,
    rate: float = 3e-4,
    decay: float = 0.9,
    layers: int = LAYERS,
    shapeless: float = 0.1,
) -> MentionEncoder:
    """`epoch_of` gives each epoch its examples, so that made-up and swapped names are new ones each time."""
    torch.manual_seed(seed)
    chance = random.Random(seed)  # noqa: S311 - repeatable on purpose
    model = started(weights, layers)
    groups = [{"params": [*model.head.parameters(), *model.shapes.parameters()], "lr": 1e-3, "base": 1e-3}]
    for n, layer in enumerate(model.layers):
        lr = rate * decay ** (layers - 1 - n)
        groups.append({"params": list(layer.parameters()), "lr": lr, "base": lr})
    best = torch.optim.AdamW(groups, weight_decay=0.01)
    step, total = 0, 0
    for epoch in range(epochs):
        begun, losses = time.perf_counter(), []
        examples = epoch_of(chance)
        items = [(e := Encoded(x.text, pieces, blind=chance.random() < shapeless), labels(x, e)) for x in examples]
        plan = list(batches(items, chance))
        total = total or len(plan) * epochs
        model.train()
        for group in plan:
            share = step / total
            scale = min(1.0, share / 0.1) * max(0.02, 0.5 * (1 + math.cos(math.pi * min(1.0, share))))
            for g in best.param_groups:
                g["lr"] = g["base"] * scale
            out = model(*stacked([items[n][0] for n in group]))
            loss = loss_of(out, [items[n][1] for n in group])
            best.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            best.step()
            losses.append(loss.item())
            step += 1
        print(
            f"  epoch {epoch + 1}/{epochs}: loss {np.mean(losses):.3f}, {len(items)} sentences, "
            f"{time.perf_counter() - begun:.0f} s",
            flush=True,
        )
    model.eval()
    return model


@torch.no_grad()
def found(model: MentionEncoder, texts: Sequence[str], pieces: WordPieces) -> list[tuple[list[Marked], list[Marked]]]:
    """Phrases and names of each sentence."""
    answers: list[tuple[list[Marked], list[Marked]]] = [([], [])] * len(texts)
    encoded = [Encoded(t, pieces) for t in texts]
    order = sorted(range(len(texts)), key=lambda n: len(encoded[n].ids))
    for k in range(0, len(order), 16):
        group = order[k : k + 16]
        out = model(*stacked([encoded[n] for n in group]))
        for row, n in zip(out, group, strict=True):
            answers[n] = spans_of(row[encoded[n].first].numpy(), encoded[n].at)
    return answers


def logp(x: np.ndarray) -> np.ndarray:
    top = x - x.max(-1, keepdims=True)
    return top - np.log(np.exp(top).sum(-1, keepdims=True))


def spans_of(rows: np.ndarray, at: list[tuple[int, int]]) -> tuple[list[Marked], list[Marked]]:
    phrases, names = [], []
    for a, b, _ in segments(logp(rows[:, AT["phrase"]]).tolist()):
        kind = KINDS[int(logp(rows[a:b, AT["kind"]]).mean(0).argmax())]
        level = LEVELS[int(logp(rows[a:b, AT["level"]]).mean(0).argmax())]
        phrases.append(Marked(at[a][0], at[b - 1][1], frozenset({kind}), level))
    for a, b, _ in segments(logp(rows[:, AT["name"]]).tolist()):
        kind = KINDS[int(logp(rows[a:b, AT["name_kind"]]).mean(0).argmax())]
        names.append(Marked(at[a][0], at[b - 1][1], frozenset({kind})))
    return phrases, names
