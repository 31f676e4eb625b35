"""`dateline agreement`: how far the coders of a double coding agree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from dateline.cli import case_options as options

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dateline.case.review.tasks import DoubleCoding, Progress
    from dateline.case.store.protocol import Store
    from dateline.evaluate.agreement.table import Agreement, Row

HELP: Final = """Tell how far the coders of a double coding agree, field by field.

Krippendorff's alpha with a 95 % interval (1: all agree, 0: no more than by chance; from .8 on data can be relied on,
from .667 for tentative conclusions), and what the field is measured in: F1 of words, kilometres, days. Counted are
reports that all coders are done with. Double codings are handed out and adjudicated in the workbench (dateline serve).

\b
Examples:
  dateline agreement war.dateline
  dateline agreement war.dateline --task coding-1a2b3c4d --worst 20
  dateline agreement war.dateline --json

\b
Exit codes:
  0 told   1 the case cannot be opened   2 wrong usage, or no such double coding   130 interrupted
"""

Task = Annotated[
    str | None,
    typer.Option(metavar="ID", help="The double coding; without it: all, each in a line.", show_default=False),
]
Worst = Annotated[int, typer.Option(metavar="N", help="Name so many of the worst differences.", min=0)]


def agreement(case: options.Case, task: Task = None, worst: Worst = 5, json_: options.Json = False) -> None:
    """Tell how far coders agree (see `HELP`)."""
    with options.case_open(case) as store:
        found = _wanted(store, task)
        if task is None and len(found) != 1:
            _list(found, json_)
            return
        progress, made = found[0], _agreement(store, found[0])
    if json_:
        options.write_json({**_head(progress), "agreement": made})
        return
    typer.echo("\n".join(_lines(progress, made, worst)))


def _wanted(store: Store, task: str | None) -> list[Progress]:
    from dateline.case.review.tasks import double_codings, progress_of
    from dateline.errors import SettingsError

    known = double_codings(store)
    if task is not None and task not in {t.id for t in known}:
        there = ", ".join(t.id for t in known) or "none was handed out"
        raise SettingsError(f"There is no double coding {task} in this case ({there}).")
    return [progress_of(store, t) for t in known if task in {None, t.id}]


def _agreement(store: Store, progress: Progress) -> Agreement:
    from dateline.case.review.opening import Reviews
    from dateline.evaluate.agreement.answers import agreement_in

    with options.bar("Comparing") as told:
        return agreement_in(Reviews(store), progress, told)


def _list(found: Sequence[Progress], json_: bool) -> None:
    if json_:
        options.write_json([_head(p) for p in found])
    elif not found:
        typer.echo("No double coding was handed out yet (dateline serve, Agreement).", err=True)
    else:
        typer.echo("\n".join(f"{p.task.id}  {_title(p)}" for p in found))


def _head(progress: Progress) -> dict[str, Any]:
    task: DoubleCoding = progress.task
    done = {c: progress.by(c) for c in task.coders}
    return {"task": task.id, "title": task.title, "reports": len(task.reports), "done": done,
            "done_by_all": len(progress.whole), "closed": task.closed}  # fmt: skip


def _title(progress: Progress) -> str:
    from dateline.render.words import clean

    task = progress.task
    done = ", ".join(f"{clean(c)} {progress.by(c)}/{len(task.reports)}" for c in task.coders)
    return f"{clean(task.title)}: {done}, {len(progress.whole)} done by all{', closed' if task.closed else ''}"


def _lines(progress: Progress, made: Agreement, worst: int) -> Iterator[str]:
    from dateline.render.words import clean

    yield _title(progress)
    if not made.reports:
        yield "Nothing to compare yet: figures are of reports that all coders are done with."
        return
    shown = [r for r in made.rows if r.n]
    for coders in dict.fromkeys(r.coders for r in shown):
        yield f"\n{' + '.join(map(clean, coders))}, {made.records} records in {made.reports} reports"
        yield f"{'field':<34}{'n':>6}{'same':>7}{'alpha':>7}  95 % interval    in its own measure"
        yield from (_line(r) for r in shown if r.coders == coders)
    if worst and made.differences:
        yield f"\nWhere they differ most ({len(made.differences)} differences):"
    for d in made.differences[:worst]:
        yield f"  {d.report} {d.record} {d.field.label}: “{clean(d.quote)[:70]}”"


def _line(row: Row) -> str:
    from dateline.evaluate.agreement.words import figures_in_words

    alpha, low, high = row.alpha.value, row.alpha.low, row.alpha.high
    told = "too few to say" if row.few else f"{alpha:.2f}" if alpha is not None else "–"
    between = f"{low:.2f} to {high:.2f}" if low is not None and high is not None else ""
    same = f"{row.same:.0%}" if row.same is not None else ""
    name = f"{row.field.kind}: {row.field.label}"
    if row.few:
        return f"{name:<34}{row.n:>6}{same:>7}  {told}"
    return f"{name:<34}{row.n:>6}{same:>7}{told:>7}  {between:<15}  {figures_in_words(row)}".rstrip()
