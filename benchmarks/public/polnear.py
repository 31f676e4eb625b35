"""PolNeAR: who is given what words, thoughts and aims in political news (Newell, Margolin & Ruths, LREC 2018).

A part of the set is a folder with `text/NAME.txt` and `attributions/NAME_ANNOTATOR.ann` (brat's format, offsets into
the text, stretches of one role divided by semicolons). Every part that the folder holds is read; where several people
marked one article, the first of them is taken.

An attribution is met where its source and its content both overlap one of ours. Ours are the dossier's claims, without
the report's own voice; several claims by one source that meet the same gold attribution are all right (a speech of
three sentences is three claims here and one attribution there). A stricter count stands beside it: the claims of one
cue are taken for one attribution, and each may meet one other only. PolNeAR counts beliefs, wishes and plans told of
anybody; a claim of the contract is said by somebody: the errors tell which cues those are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from benchmarks.frame import Asked, Beside, Counts, Measured, Row, SetMissing, f1, rows_of, spread
from dateline.engines.spacy import SpacyEngine
from dateline.model.dossier import Dossier
from dateline.model.parse import Parse, Token
from dateline.readers.text import read_text
from dateline.reading import read_document

Spans = tuple[tuple[int, int], ...]

WANTED: Final = 0.50
MOST: Final = 200
"""Articles of a part that are read, at even distances, unless more are asked for."""
RULES: Final = Beside("throwaway reader of rules", 0.39, "measured for the project's plan")
SAYING: Final = frozenset({"say", "tell", "add", "claim", "argue", "announce", "report", "warn", "write", "ask"})
"""The verbs of the bare baseline."""


@dataclass(frozen=True, slots=True)
class Said:
    """One attribution: the characters of its source (all its mentions, for ours), its cue and its content."""

    source: Spans
    cue: Spans
    content: Spans


@dataclass(slots=True)
class _Marked:
    """One line of an annotation file that names the parts of an attribution."""

    parts: dict[str, list[tuple[int, int]]] = field(default_factory=dict)


def measure(folder: Path, asked: Asked) -> Measured:
    """F1 of attributions by source and content, by content alone and by source alone, over the documents of a part."""
    parts = {part.name: list(_articles(part)) for part in _parts(folder)}
    if not any(parts.values()):
        raise SetMissing("no folder with text/ and attributions/ in it")
    rows: list[Row] = []
    errors: list[tuple[str, str]] = []
    for name, articles in parts.items():
        table = _part(spread(articles, asked.sample or MOST), name, asked, errors)
        rows.extend(_rows(name, table))
    return Measured(tuple(rows), tuple(errors))


def _part(
    articles: Sequence[tuple[Path, Path]], name: str, asked: Asked, errors: list[tuple[str, str]]
) -> dict[str, list[Counts]]:
    """The counts of one part, by measure, one a document; what was wrong is added to `errors`."""
    engine = SpacyEngine()
    table: dict[str, list[Counts]] = {}
    for text_file, marks in asked.tell(articles, f"polnear {name}"):
        text, gold = text_file.read_text(encoding="utf-8"), list(read_marks(marks))
        document = read_text(text)
        if document.text != text:
            continue
        ours = list(said_in(read_document(document, engine=engine)))
        bare = list(bare_reading(engine.parse(document)))
        for whose, found in (("", ours), (" bare", bare)):
            for title, how in MEASURES.items():
                table.setdefault(title + whose, []).append(how(gold, found))
        table.setdefault(STRICT, []).append(each_once(gold, list(_by_cue(ours))))
        table.setdefault(STRICT + " bare", []).append(each_once(gold, bare))
        errors.extend(_errors(text, gold, ours))
    return table


def _rows(part: str, table: dict[str, list[Counts]]) -> Iterator[Row]:
    for title in (*MEASURES, STRICT) if table else ():
        bare = Beside("subject, saying verb, rest of the sentence", f1(table[f"{title} bare"]))
        head = title == BOTH
        yield from rows_of(
            "polnear", "claims", f"{part}: {title}", table[title],
            wanted=WANTED if head else None, beside=(bare, RULES) if head else (bare,),
            note="gold without a source can be met by content only" if head else "",
        )  # fmt: skip


# -- the set's files -------------------------------------------------------------------------------


def _parts(folder: Path) -> list[Path]:
    """The folder itself or the folders in it that hold texts with their attributions."""
    near = [folder, *sorted(p for p in folder.iterdir() if p.is_dir())] if folder.is_dir() else []
    return [p for p in near if (p / "text").is_dir() and (p / "attributions").is_dir()]


def _articles(part: Path) -> Iterator[tuple[Path, Path]]:
    """Each text with the first annotation of it."""
    marks: dict[str, Path] = {}
    for path in sorted((part / "attributions").glob("*.ann")):
        marks.setdefault(path.stem, path)
        marks.setdefault(path.stem.rpartition("_")[0], path)
    for path in sorted((part / "text").glob("*.txt")):
        if path.stem in marks:
            yield path, marks[path.stem]


def read_marks(path: Path) -> Iterator[Said]:
    """The attributions of one annotation file, with a content; lines that are neither T nor E are passed over."""
    spans: dict[str, list[tuple[int, int]]] = {}
    whole: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) > 1 and cells[0][:1] == "T" and " " in cells[1]:
            spans[cells[0]] = list(_stretches(cells[1].partition(" ")[2]))
        elif len(cells) > 1 and cells[0][:1] == "E":
            whole.append(cells[1])
    for cell in whole:
        marked = _Marked()
        for role, _, name in (part.partition(":") for part in cell.split()):
            marked.parts.setdefault(role.rstrip("0123456789"), []).extend(spans.get(name, []))
        source, cue, content = (tuple(sorted(marked.parts.get(r, ()))) for r in ("Source", "Cue", "Content"))
        if content:
            yield Said(source, cue, content)


def _stretches(words: str) -> Iterator[tuple[int, int]]:
    for stretch in words.split(";"):
        ends = stretch.split()
        if len(ends) == 2 and all(e.isdigit() for e in ends):
            yield int(ends[0]), int(ends[1])


# -- ours, and the bare reading beside it -----------------------------------------------------------


def said_in(dossier: Dossier) -> Iterator[Said]:
    """The claims of a dossier, without those of the report's own voice."""
    sources = {s.id: s for s in dossier.sources if s.kind != "narrator"}
    for claim in dossier.claims:
        if claim.source in sources:
            mentions = tuple((m.start, m.end) for m in sources[claim.source].mentions)
            cue = ((claim.cue.start, claim.cue.end),) if claim.cue is not None else ()
            yield Said(mentions, cue, tuple((e.start, e.end) for e in claim.content))


def _by_cue(ours: Iterable[Said]) -> Iterator[Said]:
    """The claims of one source by one cue as one attribution, with those that go on behind it without a cue."""
    kept: list[Said] = []
    for said in ours:
        last = kept[-1] if kept else None
        if last is not None and last.source == said.source and (last.cue == said.cue or not said.cue):
            kept[-1] = Said(last.source, last.cue, last.content + said.content)
        else:
            kept.append(said)
    return iter(kept)


def bare_reading(parse: Parse) -> Iterator[Said]:
    """A verb of saying, its subject, and the rest of its sentence: what a few lines on the parse give."""
    for verb in parse.tokens:
        subject = verb.child("nsubj")
        if verb.lemma in SAYING and verb.pos == "VERB" and subject is not None:
            sentence = parse.sentences[verb.sent]
            ends = parse.span_of(subject)
            first, last = min(subject.left, verb.i), max(subject.right, verb.i)
            rest = _rest(parse, sentence.first, first), _rest(parse, last + 1, sentence.last)
            content = tuple(r for r in rest if r is not None)
            if content:
                yield Said((ends,), ((verb.start, verb.end),), content)


def _rest(parse: Parse, first: int, last: int) -> tuple[int, int] | None:
    tokens: Sequence[Token] = [t for t in parse.tokens[first:last] if t.pos not in {"PUNCT", "SPACE"}]
    return (tokens[0].start, tokens[-1].end) if tokens else None


# -- counting --------------------------------------------------------------------------------------


def _meet(a: Spans, b: Spans) -> bool:
    return any(x[0] < y[1] and y[0] < x[1] for x in a for y in b)


def both(a: Said, b: Said) -> bool:
    """Whether two attributions overlap in source and in content."""
    return _meet(a.content, b.content) and _meet(a.source, b.source)


def _any(same: Callable[[Said, Said], bool], gold: Sequence[Said], ours: Sequence[Said]) -> Counts:
    right = sum(any(same(g, o) for g in gold) for o in ours)
    found = sum(any(same(g, o) for o in ours) for g in gold)
    return Counts(right, len(ours), len(gold), found)


def by_both(gold: Sequence[Said], ours: Sequence[Said]) -> Counts:
    """Attributions whose source and content both overlap; gold without a source cannot be asked for."""
    return _any(both, [g for g in gold if g.source], ours)


def by_content(gold: Sequence[Said], ours: Sequence[Said]) -> Counts:
    return _any(lambda a, b: _meet(a.content, b.content), gold, ours)


def by_source(gold: Sequence[Said], ours: Sequence[Said]) -> Counts:
    return _any(lambda a, b: _meet(a.source, b.source), [g for g in gold if g.source], ours)


def by_half(gold: Sequence[Said], ours: Sequence[Said]) -> Counts:
    """As `by_both`, where most of the shorter content lies in the longer one."""
    return _any(lambda a, b: both(a, b) and _covers(a.content, b.content) > 0.5, [g for g in gold if g.source], ours)


def each_once(gold: Sequence[Said], ours: Sequence[Said]) -> Counts:
    """As `by_both`, each attribution meeting one other at most (greedily, by the share of content in common)."""
    asked = [g for g in gold if g.source]
    pairs = sorted(
        ((_shared(g.content, o.content), n, m) for n, g in enumerate(asked) for m, o in enumerate(ours) if both(g, o)),
        key=lambda p: (-p[0], p[1], p[2]),
    )
    left, right = set(range(len(asked))), set(range(len(ours)))
    for _, n, m in pairs:
        if n in left and m in right:
            left.discard(n)
            right.discard(m)
    met = len(asked) - len(left)
    return Counts(met, len(ours), len(asked), met)


def _common(a: Spans, b: Spans) -> int:
    return sum(max(0, min(x[1], y[1]) - max(x[0], y[0])) for x in a for y in b)


def _covers(a: Spans, b: Spans) -> float:
    """Share of the shorter stretch of characters that lies in the other."""
    return _common(a, b) / max(1, min(sum(x[1] - x[0] for x in spans) for spans in (a, b)))


def _shared(a: Spans, b: Spans) -> float:
    common = _common(a, b)
    return common / max(1, sum(x[1] - x[0] for x in (*a, *b)) - common)


BOTH: Final = "attributions by source and content"
HALF: Final = "attributions by source and half of the content"
STRICT: Final = "attributions by source and content, each met once"
MEASURES: Final[dict[str, Callable[[Sequence[Said], Sequence[Said]], Counts]]] = {
    BOTH: by_both,
    "attributions by content alone": by_content,
    "attributions by source alone": by_source,
    HALF: by_half,
}


def _errors(text: str, gold: Sequence[Said], ours: Sequence[Said]) -> Iterator[tuple[str, str]]:
    """What was missed and what was made too many, by what of it overlaps, with the cue first."""
    for g in gold:
        if any(both(g, o) for o in ours):
            continue
        same = [o for o in ours if _meet(g.content, o.content)]
        kind = "no source told" if not g.source else "missed: another source" if same else "missed"
        yield kind, _line(text, g)
    for o in ours:
        if not any(both(g, o) for g in gold):
            same = [g for g in gold if _meet(g.content, o.content)]
            yield "too many: another source" if same else "too many", _line(text, o)


def _line(text: str, said: Said) -> str:
    cue = " ".join(text[a:b] for a, b in said.cue)
    near = min(said.source, key=lambda s: abs(s[0] - said.content[0][0]), default=None)
    source = text[near[0] : near[1]] if near is not None else "-"
    return f"{cue or '(no cue)'} | {source} | {text[said.content[0][0] : said.content[-1][1]][:160]!r}"
