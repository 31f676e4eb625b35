"""Our own small encoder of mentions: who and what is spoken of, named, described or by a pronoun.

A MiniLM fine-tuned on conflict reporting, int8, run by onnxruntime on one thread. How it was made, from what and how
well it does: training/encoder/README.md. One file holds graph, labels and vocabulary; that of the package is refused
where its digest is not the pinned one, and another one may be brought by path.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

from dateline.engines.wordpiece import WordPieces, shapes_of, words_of
from dateline.errors import EngineMissing
from dateline.model.document import Document
from dateline.model.dossier import ModelUsed
from dateline.model.layers import MentionForm
from dateline.model.parse import Parse

if TYPE_CHECKING:
    import numpy as np
    from onnxruntime import InferenceSession

NAME = "dateline-mentions"
VERSION = "1"
DIGEST = "0"
"""SHA-256 of the package's own file."""
FORMAT = "dateline-mentions/1"
KINDS = frozenset(
    {"person", "group", "force", "government", "organisation", "people", "nationality", "place", "weapon"}
)
LONGEST, BATCH = 126, 128
"""Pieces of one run of words, and of one batch with its padding."""
PARTS = ("phrase", "kind", "level", "name", "name_kind")

EncodedKind = Literal[
    "person", "group", "force", "government", "organisation", "people", "nationality", "place", "weapon"
]


@dataclass(frozen=True, slots=True)
class Encoded:
    """A span that the encoder found. `whole` for a whole phrase ("the Syrian army"), else a bare name ("Syrian").

    `kind`: group is armed and of no state, force is of a state or of an alliance of states, people are civilians by
    what they are. `score` is how sure the encoder is of where it begins and ends, 0..1, `sure` how sure of its kind.
    """

    start: int
    end: int
    kind: EncodedKind
    level: MentionForm
    whole: bool
    score: float
    sure: float


class Encoder:
    """The encoder, loaded. Make one with `Encoder.load()`."""

    def __init__(self, content: bytes, name: str, digest: str) -> None:
        self._session = _session(content, name)
        about = self._session.get_modelmeta().custom_metadata_map
        if about.get("format") != FORMAT:
            raise EngineMissing(f"{name} is no encoder of mentions: its format is not {FORMAT}. {HOW_TO_MAKE}")
        try:
            self._kinds = cast("list[EncodedKind]", about["kinds"].split())
            self._levels = cast("list[MentionForm]", about["levels"].split())
            widths = {str(part): int(width) for part, width in json.loads(about["parts"]).items()}
            self._pieces = WordPieces(about["vocabulary"].split("\n"))
        except (KeyError, ValueError, AttributeError, TypeError) as exc:
            raise EngineMissing(f"The labels or the vocabulary of {name} cannot be read. {HOW_TO_MAKE}") from exc
        if tuple(widths) != PARTS or not KINDS.issuperset(self._kinds):
            raise EngineMissing(f"{name} knows kinds or parts that are not {FORMAT}'s. {HOW_TO_MAKE}")
        ends = [sum(list(widths.values())[: n + 1]) for n in range(len(widths))]
        self._at = {part: (end - widths[part], end) for part, end in zip(PARTS, ends, strict=True)}
        self._used = ModelUsed(NAME if digest == DIGEST else name, about.get("version", "?"), digest)

    @classmethod
    def load(cls, path: Path | None = None) -> Encoder:
        """The package's own encoder, or the one in a file. Raises EngineMissing where it cannot be used."""
        return _loaded(path.resolve() if path is not None else None)

    def models(self) -> tuple[ModelUsed, ...]:
        """The encoder with its digest, for the receipt."""
        return (self._used,)

    def mentions(self, document: Document, parse: Parse) -> list[Encoded]:
        """Phrases and names of every sentence, in text order."""
        runs = [run for s in parse.sentences for run in self._runs(document.text, s.start, s.end)]
        found = [m for run, scores in self._scored(runs) for m in self._marked(run, scores)]
        return sorted(found, key=lambda m: (m.start, -m.end, not m.whole))

    def _runs(self, text: str, start: int, end: int) -> Iterator[_Run]:
        """A sentence's words in runs that are no longer than the encoder takes."""
        run = _Run([], [], [], [])
        spans = words_of(text[start:end])
        words = [text[start + a : start + b] for a, b in spans]
        for (a, b), word, shape in zip(spans, words, shapes_of(words), strict=True):
            pieces = self._pieces.of(word)[:LONGEST]
            if len(run.ids) + len(pieces) > LONGEST:
                yield run
                run = _Run([], [], [], [])
            run.at.append((start + a, start + b))
            run.first.append(len(run.ids) + 1)
            run.ids.extend(pieces)
            run.shapes.extend([shape] * len(pieces))
        if run.at:
            yield run

    def _scored(self, runs: Sequence[_Run]) -> Iterator[tuple[_Run, np.ndarray]]:
        """Each run with its words' scores; runs of like length go together."""
        import numpy as np

        order = sorted(runs, key=lambda r: len(r.ids))
        while order:
            count = max(1, min(len(order), BATCH // (len(order[-1].ids) + 2)))
            batch, order = order[-count:], order[:-count]
            longest = len(batch[-1].ids) + 2
            ids, shapes, mask = (np.zeros((count, longest), dtype=np.int64) for _ in range(3))
            for n, run in enumerate(batch):
                size = len(run.ids) + 2
                ids[n, :size] = [self._pieces.start, *run.ids, self._pieces.end]
                shapes[n, 1 : size - 1] = run.shapes
                mask[n, :size] = 1
            scores = self._session.run(None, {"ids": ids, "shapes": shapes, "mask": mask})[0]
            yield from ((run, scores[n][run.first]) for n, run in enumerate(batch))

    def _marked(self, run: _Run, scores: np.ndarray) -> Iterator[Encoded]:
        for part, kinds in (("phrase", "kind"), ("name", "name_kind")):
            tags = _log(scores, self._at[part])
            spans = segments(tags.tolist())
            if not spans:
                continue
            kind_of, level_of = _log(scores, self._at[kinds]), _log(scores, self._at["level"])
            for first, last, score in spans:
                kind = kind_of[first:last].mean(0)
                best, level = int(kind.argmax()), int(level_of[first:last].mean(0).argmax())
                yield Encoded(
                    run.at[first][0], run.at[last - 1][1], self._kinds[best],
                    self._levels[level] if part == "phrase" else "named", part == "phrase",
                    round(score, 4), round(math.exp(kind[best]), 4),
                )  # fmt: skip


@dataclass(slots=True)
class _Run:
    """Words of one sentence: their offsets, the index of each one's first piece, pieces and shapes."""

    at: list[tuple[int, int]]
    first: list[int]
    ids: list[int]
    shapes: list[int]


def segments(tags: Sequence[Sequence[float]]) -> list[tuple[int, int, float]]:
    """The likeliest spans: first word, last word (excluded), mean probability of the tags.

    `tags` are log probabilities of outside, begin and inside for each word; inside cannot follow outside (Viterbi).
    """
    if not tags:
        return []
    out, begin, inside = tags[0][0], tags[0][1], -1e9
    back: list[tuple[int, int]] = []
    for o, b, i in tags[1:]:
        best = max((out, 0), (begin, 1), (inside, 2))
        within = (begin, 1) if begin >= inside else (inside, 2)
        back.append((best[1], within[1]))
        out, begin, inside = best[0] + o, best[0] + b, within[0] + i
    state = max((out, 0), (begin, 1), (inside, 2))[1]
    path = [state]
    for any_, within_ in reversed(back):
        state = within_ if state == 2 else any_
        path.append(state)
    path.reverse()
    return list(_spans(path, tags))


def _spans(path: Sequence[int], tags: Sequence[Sequence[float]]) -> Iterator[tuple[int, int, float]]:
    starts = [n for n, tag in enumerate(path) if tag == 1]
    for first in starts:
        last = next((n for n in range(first + 1, len(path)) if path[n] != 2), len(path))
        yield first, last, math.exp(sum(tags[n][path[n]] for n in range(first, last)) / (last - first))


def _log(scores: np.ndarray, at: tuple[int, int]) -> np.ndarray:
    """Log probabilities of one part of the scores."""
    import numpy as np

    part = scores[:, at[0] : at[1]]
    part = part - part.max(-1, keepdims=True)
    return cast("np.ndarray", part - np.log(np.exp(part).sum(-1, keepdims=True)))


HOW_TO_MAKE = "How one is made: training/encoder/README.md."


@lru_cache(maxsize=2)
def _loaded(path: Path | None) -> Encoder:
    try:
        own = files("dateline.engines").joinpath("data/mentions.onnx")
        content = own.read_bytes() if path is None else path.read_bytes()
    except OSError as exc:
        where = "that belongs to Dateline" if path is None else f"{path}"
        raise EngineMissing(f"The encoder {where} cannot be read: {exc.strerror or exc}.") from exc
    digest = hashlib.sha256(content).hexdigest()
    if path is None and digest != DIGEST:
        raise EngineMissing(
            f"Dateline's own encoder has digest {digest[:12]}…, expected {DIGEST[:12]}… (version {VERSION}). "
            "Reinstall dateline, or read without it: --encoder none."
        )
    return Encoder(content, NAME if path is None else path.name, digest)


def _session(content: bytes, name: str) -> InferenceSession:
    """One thread, from memory: a file that was brought cannot name further files."""
    try:
        import onnxruntime
        from onnxruntime.capi import onnxruntime_pybind11_state as faults
    except ImportError as exc:
        raise EngineMissing("onnxruntime is not installed. Install it with: pip install onnxruntime") from exc
    options: Any = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        session = onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
    except (faults.Fail, faults.InvalidProtobuf, faults.InvalidGraph, faults.InvalidArgument, faults.NotImplemented,
            faults.RuntimeException, RuntimeError) as exc:  # fmt: skip
        raise EngineMissing(f"{name} is no ONNX file that onnxruntime can load. {HOW_TO_MAKE}") from exc
    if sorted(i.name for i in session.get_inputs()) != ["ids", "mask", "shapes"]:
        raise EngineMissing(f"{name} does not take ids, shapes and mask. {HOW_TO_MAKE}")
    return session
