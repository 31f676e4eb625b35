"""What the pages of formats show: the mapping table, an example, and what the example could not carry."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateline.exports.material import Material
    from dateline.exports.writing import Written

ROOT = Path(__file__).resolve().parent.parent
SAMPLE, PUBLISHED = "samples/red_sea_news.txt", "2020-10-15"
WIDEST = 400
"""Characters of a line that are shown."""


def mapping_table(name: str) -> list[str]:
    """Every column of a format: what it holds, by which rule, and where the rule is from."""
    from dateline.exports.format import format_named

    rows = ((f"`{m.column}`", _cell(m.holds), _cell(m.rule), _cell(m.source)) for m in format_named(name).mapping())
    return ["| column | holds | rule | source |", "|---|---|---|---|", *(f"| {' | '.join(row)} |" for row in rows)]


def losses_table(name: str) -> list[str]:
    """What the sample report loses in a format, by reason."""
    with tempfile.TemporaryDirectory() as room:
        found = _written(name, Path(room) / "sample").losses.summary()
    if not found:
        return ["The sample report loses nothing."]
    lines = ["| | what | reason | how often |", "|---|---|---|---|"]
    for row in found:
        what = f"`{row['field']}`" if row["field"] else "the record"
        lines.append(f"| {row['kind']} | {what} | {_cell(str(row['reason']))} | {row['count']} |")
    return lines


def example(name: str, head: int) -> list[str]:
    """The sample report in a format: its first lines, or the files that a folder holds."""
    from dateline.exports.format import format_named

    format_ = format_named(name)
    output = f" -o sample{format_.suffix}" if format_.folder or format_.binary else f" | head -n {head}"
    lines = ["```console", f"$ dateline read {SAMPLE} --published {PUBLISHED} --export {name}{output}"]
    with tempfile.TemporaryDirectory() as room:
        path = Path(room) / f"sample{format_.suffix}"
        written = _written(name, path)
        if format_.folder:
            lines += sorted(p.relative_to(path).as_posix() for p in path.rglob("*") if p.is_file())[:head]
        elif format_.binary:
            lines.append(f"Wrote {path.name}: {written.records} records ({format_.title}).")
        else:
            shown = path.read_text("utf-8").splitlines()[:head]
            lines += [line if len(line) <= WIDEST else line[:WIDEST] + " …" for line in shown]
    return [*lines, "```"]


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _written(name: str, path: Path) -> Written:
    from dateline.exports.format import format_named
    from dateline.exports.writing import write_export

    return write_export(format_named(name), _sample(), path)


@cache
def _sample() -> Material:
    import dateline
    from dateline.exports.material import material_of

    shown = dateline.read(ROOT / SAMPLE, published=PUBLISHED, overlays=()).shown()
    return material_of("the sample report", lambda: iter([shown]))
