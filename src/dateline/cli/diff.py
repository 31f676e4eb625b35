"""`dateline diff`: what became otherwise, from one day to another or from one case to another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Final

import typer

from dateline.cli import case_options as options
from dateline.cli.batch import FINDINGS

if TYPE_CHECKING:
    from dateline.model.situation import Situation

HELP: Final = """Tell what became otherwise: in one case from one day to another, or between two cases.

New happenings and reports, values that changed and whose word changed them, who holds what, contradictions that came
and that were settled. A day is one of your work (when the case held it); CASE@DAY names a case as it was then.

\b
Examples:
  dateline diff war.dateline --from-day 2024-05-01
  dateline diff war.dateline --from-day 2024-05-01 --to-day 2024-06-01
  dateline diff war.dateline@2024-05-01 war.dateline@2024-06-01
  dateline diff mine.dateline theirs.dateline --json

\b
Exit codes:
  0 told   1 a case cannot be opened   2 wrong usage
  3 something differs (--strict)   130 interrupted
"""

Cases = Annotated[
    list[str],
    typer.Argument(metavar="CASE", help="One case and two days, or two cases; CASE@DAY.", show_default=False),
]
FromDay = Annotated[str | None, typer.Option(metavar="DAY", help="The case as it was then …", show_default=False)]
ToDay = Annotated[
    str | None, typer.Option(metavar="DAY", help="… and as it was then; now without it.", show_default=False)
]
Strict = Annotated[bool, typer.Option("--strict", help="Exit with 3 where anything differs.")]
_MOMENT: Final = re.compile(r"(?P<case>.+)@(?P<moment>\d{4}-\d{2}-\d{2}(?:T[^@]*)?|\d{1,7})")


def diff(
    cases: Cases,
    from_day: FromDay = None,
    to_day: ToDay = None,
    strict: Strict = False,
    json_: options.Json = False,
) -> None:
    """Tell what became otherwise (see `HELP`)."""
    from dateline.case.diff import difference
    from dateline.cli.diff_words import diff_lines

    before, after = _sides(cases, from_day, to_day)
    found = difference(_situation(*before), _situation(*after), (_name(*before), _name(*after)))
    if json_:
        options.write_json(found)
    else:
        options.tell(diff_lines(found))
    if strict and found:
        raise typer.Exit(FINDINGS)


def _sides(
    cases: Sequence[str], from_day: str | None, to_day: str | None
) -> tuple[tuple[str, str | None], tuple[str, str | None]]:
    """(case, moment) of both sides."""
    told = [_parted(c) for c in cases]
    if len(told) > 2:
        raise typer.BadParameter("name one case or two.", param_hint="CASE")
    if len(told) == 2:
        if from_day or to_day:
            raise typer.BadParameter("of two cases, name days as CASE@DAY.", param_hint="--from-day/--to-day")
        return told[0], told[1]
    case, moment = told[0]
    if moment is not None and from_day is not None:
        raise typer.BadParameter(f"{case}@{moment} names a day already.", param_hint="--from-day")
    start = from_day or moment
    if start is None:
        raise typer.BadParameter("name a second case, or a day: --from-day DAY.", param_hint="CASE")
    return (case, start), (case, to_day)


def _parted(case: str) -> tuple[str, str | None]:
    """CASE@DAY as its parts. A file that is called so is that file."""
    from pathlib import Path

    found = _MOMENT.fullmatch(case)
    if found is None or ("://" not in case and Path(case).exists()):
        return case, None
    return found["case"], found["moment"]


def _situation(case: str, moment: str | None) -> Situation:
    from dateline.case.situation import situation_of

    with options.case_open(case) as store, options.bar("Looking") as told:
        return situation_of(store, as_of=moment, told=told)


def _name(case: str, moment: str | None) -> str:
    from dateline.case.opening import without_password

    return f"{without_password(case)} as known on {moment}" if moment else f"{without_password(case)} now"
