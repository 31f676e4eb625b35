"""Make `readers/data/languages.tsv`: the function words by which languages are told apart.

    python scripts/build_languages.py

The lists are the stop words that spaCy ships (MIT), single words only, save for languages that it lacks: their rows
are kept as they stand in the file.
"""

from __future__ import annotations

import importlib
from pathlib import Path

FILE = Path(__file__).resolve().parent.parent / "src" / "dateline" / "readers" / "data" / "languages.tsv"
CODES = (
    "am ar az bg ca cs da de el en es et fa fi fr he hi hr hu hy id it ky lt lv mk mr nb ne nl pl pt ro ru si sk sl sq "
    "sr sv ta te th ti tr uk ur vi"
).split()
SOURCE = "spaCy {version} stop words ({code}), MIT"


def main() -> None:
    from spacy.about import __version__ as version

    own = [line for line in FILE.read_text(encoding="utf-8").splitlines()[1:] if line] if FILE.exists() else []
    lines = {line.split("\t")[0]: line for line in own if not line.split("\t")[2].startswith("spaCy")}
    for code in CODES:
        words = importlib.import_module(f"spacy.lang.{code}.stop_words").STOP_WORDS
        kept = sorted({w.casefold() for w in words if w.isalpha() and len(w) < 16})
        lines[code] = "\t".join([code, " ".join(kept), SOURCE.format(version=version, code=code)])
    body = "\n".join(["language\twords\tsource", *(lines[code] for code in sorted(lines))])
    FILE.write_text(body + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
