"""MiniLM (BERT; the first 4 of its 6 layers of 384), an embedding of each word's shape, and five small heads."""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from spans import KINDS, LEVELS
from torch import Tensor, nn

HIDDEN, HEADS, INNER, LAYERS, VOCABULARY, POSITIONS = 384, 12, 1536, 4, 30522, 512
SHAPES = 8
PARTS = {"phrase": 3, "kind": len(KINDS), "level": len(LEVELS), "name": 3, "name_kind": len(KINDS)}
"""What the outputs are, in order: outside/begin/inside of phrases, their kind and level; the same of names."""


class Layer(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.seen, self.out = nn.Linear(HIDDEN, 3 * HIDDEN), nn.Linear(HIDDEN, HIDDEN)  # query, key and value as one
        self.up, self.down = nn.Linear(HIDDEN, INNER), nn.Linear(INNER, HIDDEN)
        self.norm1, self.norm2 = (nn.LayerNorm(HIDDEN, eps=1e-12) for _ in range(2))
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        n, length, _ = x.shape
        q, k, v = self.seen(x).view(n, length, 3, HEADS, HIDDEN // HEADS).permute(2, 0, 3, 1, 4)
        weights = self.drop(torch.softmax(q @ k.transpose(-1, -2) * (HIDDEN // HEADS) ** -0.5 + bias, dim=-1))
        x = self.norm1(x + self.drop(self.out((weights @ v).transpose(1, 2).reshape(n, length, HIDDEN))))
        return self.norm2(x + self.drop(self.down(nn.functional.gelu(self.up(x)))))


class MentionEncoder(nn.Module):
    def __init__(self, layers: int = LAYERS) -> None:
        super().__init__()
        self.words, self.positions = nn.Embedding(VOCABULARY, HIDDEN), nn.Embedding(POSITIONS, HIDDEN)
        self.types, self.shapes = nn.Parameter(torch.zeros(HIDDEN)), nn.Embedding(SHAPES, HIDDEN)
        self.norm, self.drop = nn.LayerNorm(HIDDEN, eps=1e-12), nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.head = nn.Linear(HIDDEN, sum(PARTS.values()))
        nn.init.zeros_(self.shapes.weight)

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor) -> Tensor:
        places = torch.arange(ids.shape[1]).unsqueeze(0)
        x = self.words(ids) + self.positions(places) + self.types + self.shapes(shapes)
        x = self.drop(self.norm(x))
        bias = (1.0 - mask.to(x.dtype)).unsqueeze(1).unsqueeze(1) * -10000.0
        for layer in self.layers:
            x = layer(x, bias)
        return self.head(x)


def started(weights: Path, layers: int = LAYERS) -> MentionEncoder:
    """The model with upstream's weights; shapes and heads begin at nothing."""
    model, w = MentionEncoder(layers), load_file(str(weights))
    with torch.no_grad():
        model.words.weight.copy_(w["embeddings.word_embeddings.weight"])
        model.positions.weight.copy_(w["embeddings.position_embeddings.weight"])
        model.types.copy_(w["embeddings.token_type_embeddings.weight"][0])
        _norm(model.norm, w, "embeddings.LayerNorm")
        for n, layer in enumerate(model.layers):
            at = f"encoder.layer.{n}"
            for part, name in (
                (layer.out, "attention.output.dense"), (layer.up, "intermediate.dense"), (layer.down, "output.dense"),
            ):  # fmt: skip
                part.weight.copy_(w[f"{at}.{name}.weight"])
                part.bias.copy_(w[f"{at}.{name}.bias"])
            for part in ("weight", "bias"):
                seen = torch.cat([w[f"{at}.attention.self.{name}.{part}"] for name in ("query", "key", "value")])
                getattr(layer.seen, part).copy_(seen)
            _norm(layer.norm1, w, f"{at}.attention.output.LayerNorm")
            _norm(layer.norm2, w, f"{at}.output.LayerNorm")
    for part in (model.words, model.positions):
        part.weight.requires_grad_(False)
    model.types.requires_grad_(False)
    return model


def _norm(part: nn.LayerNorm, w: dict[str, Tensor], name: str) -> None:
    part.weight.copy_(w[f"{name}.weight"])
    part.bias.copy_(w[f"{name}.bias"])
