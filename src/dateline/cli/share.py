"""`dateline share`: what may be passed on of a case."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from dateline.cli.keeping import Case, Key, faults_told, key_if_there, opened, saying

HELP: Final = """Write what may be passed on of a case: a ZIP of dossiers, decisions and happenings, as JSON.

Nobody who is protected is named, quotes are short, sensitive places (bases, camps, hospitals) are moved to the middle
of a square. Left out: whole texts, sealed parts, the log, names of files, who decided and why. A manifest says what is
in it, what was hidden how often, and the digest of each file. It is no copy of the case: for one, use `dateline
archive`.

\b
Examples:
  dateline share war.dateline -o for-partners.zip
  dateline share war.dateline -o for-partners.zip --coders --reasons

\b
Where the key of the case is at hand, names hidden by hand are looked for once more
in all that is written.
"""
Output = Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The ZIP file.", show_default=False)]
Coders = Annotated[bool, typer.Option("--coders", help="Say who decided.")]
Reasons = Annotated[bool, typer.Option("--reasons", help="Say why, in the coders' own words.")]
Quote = Annotated[int, typer.Option(metavar="N", help="Longest quote, in characters.", min=1, max=1000)]
Coarsen = Annotated[float, typer.Option(metavar="KM", help="Width of the squares.", min=1, max=1000)]


def share(
    case: Case, output: Output, coders: Coders = False, reasons: Reasons = False, quote: Quote = 200,
    coarsen: Coarsen = 10.0, key: Key = None,
) -> None:  # fmt: skip
    """Write what may be passed on of a case (see `HELP`)."""
    from dateline.case.keep.sharing import share as write
    from dateline.protect.policy import Policy

    with faults_told("Nothing was written."), opened(case) as store:
        held = key_if_there(store, case, key)
        policy = Policy(quote=quote, coarsen_km=coarsen)
        with saying() as say:
            done = write(
                store, output, coders=coders, reasons=reasons, key=held, policy=policy,
                done=lambda n: say(f"Sharing: {n:,} reports"),
            )  # fmt: skip
        told = ", ".join(f"{what} {n:,}" for what, n in done.redactions) or "nothing"
        typer.echo(f"Wrote {output}: {done.reports:,} reports, {done.judgements:,} decisions.", err=True)
        typer.echo(f"Hidden in it (how often): {told}.", err=True)
