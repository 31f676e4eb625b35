"""`dateline archive`: all of a case, encrypted."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Final

import typer

from dateline.cli.keeping import Case, bar, faults_told, opened
from dateline.errors import SettingsError

HELP: Final = """Write all of a case to one encrypted file, to carry or to store.

`dateline restore` makes an equal case of it. Encrypted for the key of the case; or for others (--recipient, an age
public key), or for a passphrase. Nothing is left out: whole texts, sealed originals, log. It is for you alone. To
pass a case on, use `dateline share`.

\b
Examples:
  dateline archive war.dateline -o war.age
  dateline archive war.dateline -o war.age --recipient age1q…
  dateline archive war.dateline -o war.age --passphrase

\b
The key is not in the archive: keep it apart, and keep it. Without it (or the
passphrase) nobody opens the archive, and what is sealed in the case stays sealed.
What is erased later is still in archives made before: make a new one, delete the old.
"""
Output = Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="A new file.", show_default=False)]
Recipient = Annotated[
    list[str] | None,
    typer.Option(metavar="AGE1…", help="Encrypt for this public key instead (repeatable).", show_default=False),
]
Passphrase = Annotated[
    bool,
    typer.Option("--passphrase", help="Encrypt for a passphrase: asked for, or taken from DATELINE_PASSPHRASE."),
]
Share = Annotated[bool, typer.Option("--share", hidden=True)]


def archive(
    case: Case, output: Output, recipient: Recipient = None, passphrase: Passphrase = False, share: Share = False
) -> None:
    """Write all of a case to an encrypted file (see `HELP`)."""
    from dateline.case.keep.archive import archive as write

    if share:
        raise typer.BadParameter(
            "an archive is everything, sources too, for you alone. To pass a case on: dateline share CASE -o FILE.",
            param_hint="--share",
        )
    words = ask_words(confirm=True) if passphrase else None
    with faults_told("There is no archive; give the command again."), opened(case) as store:
        if recipient and words is not None:
            raise SettingsError("An archive is for a passphrase or for recipients, not for both.")
        with bar("Archiving", None) as moved:
            told = write(store, output, recipients=recipient or (), passphrase=words, moved=moved)
        whom = "whoever knows the passphrase" if words else "the recipients" if recipient else "the key of the case"
        typer.echo(f"Wrote {output}: {told.size:,} bytes of case up to entry {told.seq}, for {whom}.", err=True)


def ask_words(*, confirm: bool) -> str:
    """The passphrase, which is never taken from the command line: others see that."""
    given = os.environ.get("DATELINE_PASSPHRASE")
    return given or str(typer.prompt("Passphrase", hide_input=True, confirmation_prompt=confirm, err=True))
