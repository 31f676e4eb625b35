"""`dateline backup`: a plain copy of a case, which the case remembers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from dateline.cli.keeping import Case, faults_told, opened, saying

HELP: Final = """Copy a case while it may be in use. The copy can be opened as a case.

The case remembers the copy and where it lies: what is erased or hidden later goes there too, as long as the copy stays
at its place. It is as readable as the case itself: for a copy to carry away or to store elsewhere, use `archive`,
which encrypts.

\b
Example:
  dateline backup war.dateline -o /backups/war-2024-05-01.dateline
"""
Output = Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="A new file.", show_default=False)]


def backup(case: Case, output: Output) -> None:
    """Copy a case (see `HELP`)."""
    from dateline.case.keep.backups import back_up

    with faults_told("There is no copy; give the command again."), opened(case) as store:
        with saying() as say:
            say("Copying")
            digest = back_up(store, output)
        typer.echo(f"Wrote {output} (SHA-256 {digest}). What is erased later goes from there too.", err=True)
