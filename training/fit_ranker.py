"""Fits the weights of the place ranker on data that may be shipped, and writes src/dateline/resolve/data/ranker.json.

    python training/fit_ranker.py --data FOLDER [--out FILE]

FOLDER holds redocred/dev_revised.json and ucdp/ged191_syria.csv.gz. A conditional logit: the chance of each candidate
and of "none of them" is a softmax over weighted features; weights whose sign reason gives keep it. The context features
depend on the weights, so features and weights are made in turn. Needs numpy and scipy; takes four minutes on one core.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from documents import Sample, local_news, redocred, towns_of, ucdp
from scipy.optimize import minimize

from dateline.engines.spacy import SpacyEngine
from dateline.gazetteer.packed import open_packed
from dateline.gazetteer.protocol import Candidate
from dateline.resolve.candidates import Cluster, clusters_of
from dateline.resolve.features import CONTEXT, NONE, STATIC
from dateline.resolve.ranker import Ranker, Weighed, Weights, digest, weights_of

NAMES = [*STATIC, *CONTEXT, *NONE]
START = {
    "size": 2.5, "lead": 1.0, "country": 3.0, "own name": 0.7, "country share": 3.0, "inside": 4.0, "outside": -2.0,
    "foreign": -1.5, "near 150": 1.2, "others' country": 1.0, "none": 1.5,
}  # fmt: skip
UP = {
    "size", "area", "counted", "lead", "capital", "seat", "country", "continent", "same kind", "names", "own name",
    "supplement", "events", "country share", "country said", "main country", "outlet", "inside", "holds",
    "common division", "common district", "common square", "names of a division", *CONTEXT,
}  # fmt: skip
DOWN = {"tiny namesake", "stand-in", "bare", "core", "skeleton", "fuzzy", "longer", "foreign", "outside"}
UNSEEN = {
    "supplement": 1.0,  # few of the hand-made places are in the training data
    "events": 0.5,  # no overlay
    "outlet": 0.7,  # no outlets
    "continent": 3.0,
    "division of its town": -2.0,  # a convention of coders: such a bare name is coded at the seat
}
"""Weights that the training data cannot tell, set by hand; the others are fitted around them."""
RIDGE = 0.003
FILES = ("redocred/dev_revised.json", "ucdp/ged191_syria.csv.gz")
LICENCES = ("MIT (Re-DocRED)", "CC BY 4.0 (Uppsala Conflict Data Program, GED 19.1)")
OUT = Path(__file__).parents[1] / "src" / "dateline" / "resolve" / "data" / "ranker.json"
FOLDS = 3
PRECISION = 0.91
HIDDEN = 0.2
"""Share of the names whose right place is taken out of the gazetteer."""
UNTOLD = 0.5
"""Share of those documents whose countries are not told, so that the names must tell them."""
ALONE = 0.3
"""Weight of a name's features before there is a context, against those within it."""
ROUNDS = 3


class Without:
    """A gazetteer that lacks some places."""

    def __init__(self, gazetteer: Any, keys: set[Any]) -> None:
        self._gazetteer, self._keys = gazetteer, keys

    def __getattr__(self, name: str) -> Any:
        return getattr(self._gazetteer, name)

    def candidates(self, name: str) -> list[Candidate]:
        return [x for x in self._gazetteer.candidates(name) if x.key not in self._keys]

    def similar(self, name: str, country: str) -> list[Candidate]:
        return [x for x in self._gazetteer.similar(name, country) if x.key not in self._keys]


@dataclass(frozen=True, slots=True)
class Case:
    """One name: a row of features for each candidate and the last for none; which rows are right."""

    rows: np.ndarray
    right: np.ndarray
    weight: float
    source: str
    hidden: bool


def cases(
    samples: Iterable[Sample], gazetteer: Any, weights: Weights, *, seed: int = 0, hide: bool = True
) -> list[Case]:
    """The names of all samples, each document twice: as it is, and with some right places hidden."""
    draw = random.Random(seed)  # noqa: S311 - sampling, no secret
    out: list[Case] = []
    for s in samples:
        places = sorted({k for keys in s.right.values() for k in keys if k[1] != "country"})
        hidden = {k for k in places if hide and draw.random() < HIDDEN}
        for lost in (set(), hidden) if hidden else (set(),):
            known = Without(gazetteer, lost)
            clusters = clusters_of(s.toponyms, known)  # type: ignore[arg-type]  # stands in for a gazetteer
            countries = {} if lost and draw.random() < UNTOLD else s.countries
            ranker = Ranker(known, countries, s.text, weights=weights)  # type: ignore[arg-type]
            ranker.weigh(clusters)
            for c in clusters:
                out += _cases(s, c, ranker.weighed[c], lost)
    return out


def _cases(s: Sample, c: Cluster, w: Weighed, lost: set[Any]) -> list[Case]:
    told = next((s.right[m.start, m.end] for m in c.mentions if (m.start, m.end) in s.right), None)
    if told is None or not w.places:
        return []
    right = [x.key in told for x in w.places]
    if (told - lost) and not any(right):
        return []
    blank = [0.0] * len(CONTEXT)
    out = []
    for context, weight in ((w.context, 1.0), ([blank] * len(w.places), ALONE)):
        rows = [[*a, *b, *[0.0] * len(NONE)] for a, b in zip(w.fixed, context, strict=True)]
        rows.append([0.0] * (len(STATIC) + len(CONTEXT)) + w.none)
        out.append(
            Case(np.array(rows), np.array([*right, not any(right)]), weight * s.weight, s.source, bool(told & lost))
        )
    return out


def fit(all_: Sequence[Case], start: np.ndarray) -> np.ndarray:
    """Weights of the greatest likelihood of the right rows, with a ridge towards the weights set by hand or nought."""
    rows = np.concatenate([c.rows for c in all_])
    sizes = np.array([len(c.rows) for c in all_])
    first = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    right = np.concatenate([c.right for c in all_])
    weight = np.array([c.weight for c in all_])
    weight /= weight.sum()
    which = np.repeat(np.arange(len(all_)), sizes)
    centre = np.array([UNSEEN.get(n, 0.0) for n in NAMES])
    ridge = np.array([10.0 if n in UNSEEN else RIDGE * 0.1 for n in NAMES])

    def loss(x: np.ndarray) -> tuple[float, np.ndarray]:
        score = rows @ x
        top = np.maximum.reduceat(score, first)
        raw = np.exp(score - top[which])
        total, good = np.add.reduceat(raw, first), np.add.reduceat(raw * right, first)
        p, q = raw / total[which], raw * right / good[which]
        value = float(-(weight * np.log(good / total)).sum() + (ridge * (x - centre) ** 2).sum())
        return value, ((p - q) * weight[which]) @ rows + 2 * ridge * (x - centre)

    bounds = [(0 if n in UP else None, 0 if n in DOWN else None) for n in NAMES]
    done = minimize(loss, start, jac=True, bounds=bounds, method="L-BFGS-B", options={"maxiter": 500})
    return np.asarray(done.x)


def table(x: np.ndarray) -> dict[str, float]:
    """Weights by name, rounded as they are shipped."""
    return {n: round(float(v), 3) for n, v in zip(NAMES, x, strict=True) if abs(v) >= 0.0005}


def train(samples: Sequence[Sample], gazetteer: Any) -> dict[str, float]:
    """Features and weights in turn."""
    weights = dict(START)
    for n in range(ROUNDS):
        found = cases(samples, gazetteer, weights_of(weights, 0.0), seed=n)
        weights = table(fit(found, np.array([weights.get(n, 0.0) for n in NAMES])))
    return weights


# --- measuring --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Answer:
    """The likeliest candidate of one name: its chance, whether it is right, whether there was a right one."""

    chance: float
    right: bool
    possible: bool
    source: str


def answers(found: Iterable[Case], weights: dict[str, float]) -> list[Answer]:
    x = np.array([weights.get(n, 0.0) for n in NAMES])
    out = []
    for c in found:
        score = c.rows @ x
        p = np.exp(score - score.max())
        p /= p.sum()
        n = int(np.argmax(p[:-1]))
        out.append(
            Answer(
                float(p[:-1][c.right[:-1]].sum() if c.right[n] else p[n]), bool(c.right[n]), not c.right[-1], c.source
            )
        )
    return out


def curve(all_: Sequence[Answer], source: str = "") -> list[tuple[float, float, float]]:
    """(threshold, precision, recall), recall over the names that have a right candidate."""
    kept = [a for a in all_ if source in a.source]
    out = []
    for n in range(1, 20):
        taken = [a for a in kept if a.chance >= n / 20]
        right = sum(a.right for a in taken)
        out.append((n / 20, right / max(len(taken), 1), right / max(sum(a.possible for a in kept), 1)))
    return out


def samples_of(data: Path, gazetteer: Any) -> list[Sample]:
    """All documents for training, always the same."""
    engine = SpacyEngine()
    found = list(redocred(data / FILES[0], engine.parse, gazetteer))
    found += ucdp(data / FILES[1], engine.parse, gazetteer, 300, 1)
    return found + local_news(towns_of(gazetteer), engine.parse, gazetteer, 500, 2)


def crossed(samples: Sequence[Sample], gazetteer: Any) -> list[Answer]:
    """Answers for every document by weights that were fitted without it."""
    out: list[Answer] = []
    for n in range(FOLDS):
        weights = train([s for i, s in enumerate(samples) if i % FOLDS != n], gazetteer)
        held = [s for i, s in enumerate(samples) if i % FOLDS == n]
        out += answers(cases(held, gazetteer, weights_of(weights, 0.0), seed=9)[::2], weights)
    return out


def threshold_of(all_: Sequence[Answer]) -> float:
    """The least threshold at which both kinds of real place names are right often enough."""
    good = [{t for t, p, _ in curve(all_, source) if p >= PRECISION} for source in ("redocred", "ucdp")]
    return min(good[0] & good[1])


def figures(all_: Sequence[Answer]) -> dict[str, list[list[float]]]:
    """Curves of precision and recall by source, as they stand in the model card."""
    return {s: [[round(x, 3) for x in row] for row in curve(all_, s)] for s in ("redocred", "ucdp", "geonames")}


def main() -> None:
    """Fit, calibrate, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of the training data")
    parser.add_argument("--out", type=Path, default=OUT, help="file to write")
    asked = parser.parse_args()
    gazetteer = open_packed()
    samples = samples_of(asked.data, gazetteer)
    held = crossed(samples, gazetteer)
    threshold = threshold_of(held)
    weights = train(samples, gazetteer)
    about = {
        "weights": weights,
        "threshold": threshold,
        "sha256": digest(weights, threshold),
        "made_by": "training/fit_ranker.py",
        "gazetteer": gazetteer.version,
        "documents": {s: sum(x.source == s for x in samples) for s in ("redocred", "ucdp", "geonames")},
        "data": {
            f: {"sha256": hashlib.sha256((asked.data / f).read_bytes()).hexdigest(), "licence": licence}
            for f, licence in zip(FILES, LICENCES, strict=True)
        }
        | {"GeoNames (the packed gazetteer)": {"licence": "CC BY 4.0"}},
        "held_out": figures(held),
    }
    asked.out.write_text(json.dumps(about, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    for source, rows in figures(held).items():
        print(source, " ".join(f"{t:.2f}:{p:.2f}/{r:.2f}" for t, p, r in rows[1::2]))
    print(f"threshold {threshold}, digest {about['sha256'][:12]}")


if __name__ == "__main__":
    main()
