"""`dateline search`: claims by words, place and days."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from dateline.cli import case_options as options

HELP: Final = """Search the claims of a case: who said what, where, in whose words.

All words must stand in a claim; a phrase goes in quotation marks of its own. A box and days are of what is claimed: a
claim that tells no place or day is not found by them.

\b
Examples:
  dateline search war.dateline hospital
  dateline search war.dateline '"cluster munitions"' Kharkiv
  dateline search war.dateline --box -2 28 1 31 --from 2021-05-01 --to 2021-05-31
  dateline search war.dateline checkpoint --as-of 2024-05-01 --json

\b
Exit codes:
  0 found, or nothing was   1 the case cannot be opened   2 wrong usage   130 interrupted
"""

Words = Annotated[list[str] | None, typer.Argument(metavar="WORDS", help="Words of the claims.", show_default=False)]
Limit = Annotated[int, typer.Option(metavar="N", min=1, max=100_000, help="Show at most N claims.")]


def search(
    case: options.Case,
    words: Words = None,
    box: options.BoxOption = None,
    from_: options.From = None,
    to: options.To = None,
    as_of: options.AsOf = None,
    limit: Limit = 20,
    json_: options.Json = False,
) -> None:
    """Search the claims of a case (see `HELP`)."""
    from itertools import islice

    from dateline.case.views.moments import moment_of
    from dateline.case.views.searching import hits
    from dateline.cli.case_words import hit_lines

    text = " ".join(words or ())
    if not (text.strip() or box or from_ or to):
        raise typer.BadParameter("say what to look for: words, --box, --from or --to.", param_hint="WORDS")
    with options.case_open(case) as store:
        only = options.Asked(box=box, first=from_, last=to).filter()
        found = list(islice(hits(store, text, only, moment_of(store, as_of).seq, limit + 1), limit + 1))
    shown = found[:limit]
    if json_:
        options.write_json(shown)
    elif shown:
        options.tell(line for hit in shown for line in hit_lines(hit, text))
    if len(found) > limit:
        typer.echo(f"There are more: --limit {limit * 5} shows up to {limit * 5}.", err=True)
    elif not found:
        typer.echo("No claim tells that.", err=True)
