"""`dateline check`: what is not in order in a case."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from dateline.cli import case_options as options
from dateline.cli.batch import FAILURE, FINDINGS

HELP: Final = """Check a case: is the file whole, and what in its reports does not add up?

Looks at the file (the chain of its log, references, indexes), at what the checks of single reports disagree with
(distances, sums, days), at claims that contradict each other or were corrected, at reports whose words changed in
silence (the same address, or the same headline of one outlet and day, with another text), and at events that were not
linked yet.

\b
Examples:
  dateline check war.dateline
  dateline check war.dateline --strict          # in a script: exit code 3 where anything is found
  dateline check war.dateline --json > check.json

\b
Exit codes:
  0 the case is whole (what its reports hold is told, and changes nothing)
  1 the case is damaged, or cannot be opened   2 wrong usage
  3 something was found (--strict)   130 interrupted
"""
Strict = Annotated[bool, typer.Option("--strict", help="Exit with 3 where anything is found.")]
Limit = Annotated[int, typer.Option(metavar="N", min=1, help="Tell at most N of each kind.")]


def check(
    case: options.Case,
    as_of: options.AsOf = None,
    strict: Strict = False,
    limit: Limit = 20,
    json_: options.Json = False,
) -> None:
    """Check a case (see `HELP`)."""
    from dateline.case.checking import checked
    from dateline.cli.case_words import check_lines

    with options.case_open(case) as store, options.bar("Checking") as told:
        found = checked(store, as_of=as_of, told=told)
    if json_:
        options.write_json(found)
    else:
        options.tell(check_lines(found, limit))
    if found.damage:
        raise typer.Exit(FAILURE)
    if strict and not found.clean:
        raise typer.Exit(FINDINGS)
