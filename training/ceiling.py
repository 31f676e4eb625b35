"""What fitting on the measured corpora themselves would give, for orientation only: these weights are never shipped.

    python training/ceiling.py LGL.xml TR-News.xml

Each corpus is read by weights fitted on the other: the same conditional logit, and LightGBM over the same features
(if it is installed). Figures are shares of names, each once a document, whose likeliest candidate is right.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from documents import Sample
from fit_ranker import NAMES, START, Case, cases, fit, table

from dateline.annotate.toponyms_given import toponyms_at
from dateline.catalogue.lookup import load_catalogue
from dateline.engines.spacy import SpacyEngine
from dateline.evaluate.geo import judge
from dateline.evaluate.geo_corpus import GoldPlace, read_corpus
from dateline.evaluate.geo_run import as_marked, prepare
from dateline.gazetteer.packed import open_packed
from dateline.gazetteer.protocol import Candidate
from dateline.resolve.candidates import Home, clusters_of, fill
from dateline.resolve.context import country_weights
from dateline.resolve.ranker import shipped, weights_of


def samples_of(path: Path, gazetteer: Any) -> list[Sample]:
    """A corpus as training documents: a candidate is right that the benchmark calls right."""
    out = []
    for p in prepare(read_corpus(path).articles, SpacyEngine(), gazetteer, load_catalogue()):
        gold = {(g.start, g.end): g for g in p.article.places if g.lat is not None}
        made = toponyms_at(p.document, p.parse, gazetteer, list(gold))
        names = [as_marked(t, g) for t, g in zip(made, gold.values(), strict=True)]
        names = [t for t in names if t.rule != "adjective"]
        clusters = clusters_of(names, gazetteer)
        weights = country_weights(p.parse, names, clusters, gazetteer)
        right = {}
        for c in clusters:
            fill(c, gazetteer, Home(weights))
            for m in c.mentions:
                is_right = partial(_right, gold[m.start, m.end], gazetteer)
                right[m.start, m.end] = frozenset(x.key for x in c.candidates if is_right(x))
        out.append(Sample(path.stem, p.parse.text, names, weights, right))
    return out


def _right(gold: GoldPlace, gazetteer: Any, x: Candidate) -> bool:
    return judge("", gold, x, (), gazetteer).right


def share(found: Sequence[Case], scores: Sequence[np.ndarray]) -> float:
    """How often the best candidate is right (the option of none is left out)."""
    return sum(bool(c.right[:-1][int(np.argmax(s[:-1]))]) for c, s in zip(found, scores, strict=True)) / len(found)


def boosted(train: Sequence[Case], test: Sequence[Case]) -> list[np.ndarray] | None:
    """Scores of LightGBM's ranker, or None where it is not installed."""
    try:
        import lightgbm
    except ModuleNotFoundError:
        return None
    rows = np.concatenate([c.rows[:-1] for c in train])
    right = np.concatenate([c.right[:-1] for c in train]).astype(int)
    data = lightgbm.Dataset(rows, right, group=[len(c.rows) - 1 for c in train])
    told = {"objective": "lambdarank", "num_leaves": 15, "learning_rate": 0.05, "seed": 0, "verbose": -1}
    model = lightgbm.train(told, data, num_boost_round=200)
    return [np.append(model.predict(c.rows[:-1]), 0.0) for c in test]


def main() -> None:
    """Fit on the one, measure on the other, and the reverse."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs=2, type=Path)
    gazetteer = open_packed()
    both = [samples_of(path, gazetteer) for path in parser.parse_args().files]
    for one, other in (both, both[::-1]):
        weights = dict(START)
        for _ in range(3):
            train = cases(one, gazetteer, weights_of(weights, 0.0), hide=False)
            weights = table(fit(train, np.array([weights.get(n, 0.0) for n in NAMES])))
        made = weights_of(weights, 0.0)
        train, test = (cases(s, gazetteer, made, hide=False)[::2] for s in (one, other))
        x = np.array([weights.get(n, 0.0) for n in NAMES])
        own = np.array([*shipped().static, *shipped().context, *shipped().none])
        print(f"{other[0].source}: shipped {share(test, [c.rows @ own for c in test]):.3f}", end="")
        print(f"; fitted on {one[0].source}: logit {share(test, [c.rows @ x for c in test]):.3f}", end="")
        scores = boosted(train, test)
        print(f", LightGBM {share(test, scores):.3f}" if scores else "", f" ({len(test)} names with candidates)")


if __name__ == "__main__":
    main()
