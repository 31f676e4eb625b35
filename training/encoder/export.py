"""The fitted encoder as an int8 ONNX file, and how far its answers are from the fitted one's."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
import torch
from features import Encoded
from fit import stacked
from model import PARTS, MentionEncoder
from onnxruntime.quantization import QuantType, quantize_dynamic
from spans import KINDS, LEVELS

from dateline.engines.wordpiece import WordPieces


def export(model: MentionEncoder, folder: Path, vocabulary: Sequence[str], about: dict[str, str]) -> Path:
    """Writes `mentions.onnx`, with its labels and vocabulary in its metadata: one file is the whole encoder."""
    folder.mkdir(parents=True, exist_ok=True)
    whole, small = folder / "whole.onnx", folder / "mentions.onnx"
    one = torch.ones(2, 7, dtype=torch.long)
    axes = {name: {0: "sentences", 1: "pieces"} for name in ("ids", "shapes", "mask", "scores")}
    torch.onnx.export(
        model.eval(), (one, one, one), str(whole), input_names=["ids", "shapes", "mask"], output_names=["scores"],
        dynamic_axes=axes, opset_version=17, dynamo=False,
    )  # fmt: skip
    quantize_dynamic(str(whole), str(small), weight_type=QuantType.QInt8, per_channel=True)
    whole.unlink()
    graph = onnx.load(str(small))
    meta = {
        "format": "dateline-mentions/1",
        "kinds": " ".join(KINDS),
        "levels": " ".join(LEVELS),
        "parts": json.dumps(PARTS),
        "vocabulary": "\n".join(vocabulary),
        **about,
    }
    for key, value in meta.items():
        entry = graph.metadata_props.add()
        entry.key, entry.value = key, value
    onnx.save(graph, str(small))
    return small


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def parity(model: MentionEncoder, path: Path, texts: Sequence[str], pieces: WordPieces) -> float:
    """Share of words for which both give the same tag and kind."""
    session = ort.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    same = total = 0
    for text in texts:
        ids, shapes, mask = stacked([Encoded(text, pieces)])
        with torch.no_grad():
            mine = model(ids, shapes, mask).numpy()[0]
        theirs = session.run(None, {"ids": ids.numpy(), "shapes": shapes.numpy(), "mask": mask.numpy()})[0][0]
        tags = np.stack([mine[:, :3].argmax(-1), theirs[:, :3].argmax(-1)])
        same += int((tags[0] == tags[1]).sum())
        total += tags.shape[1]
    return same / max(1, total)
