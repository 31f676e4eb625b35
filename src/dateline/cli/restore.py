"""`dateline restore`: a case from its archive."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from dateline.cli.archive import ask_words
from dateline.cli.keeping import bar, faults_told

HELP: Final = """Make a case of an archive again, equal to the one that was archived.

The archive is checked before the case gets its name: its digest, the case's own checks, the chain of its log. Nothing
is written over. Needs the key that the archive was made for, or its passphrase.

\b
Examples:
  dateline restore war.age -o war2.dateline --key war.dateline.key
  dateline restore war.age -o war2.dateline --passphrase
"""
Archive = Annotated[Path, typer.Argument(metavar="ARCHIVE", help="What `dateline archive` made.", show_default=False)]
Output = Annotated[
    str, typer.Option("--output", "-o", metavar="CASE", help="The new case: a file, or a URL.", show_default=False)
]
Key = Annotated[
    Path | None,
    typer.Option("--key", metavar="FILE", help="The key, where it is not beside the new case.", show_default=False),
]
Passphrase = Annotated[
    bool, typer.Option("--passphrase", help="It has a passphrase: asked for, or taken from DATELINE_PASSPHRASE.")
]


def restore(archive: Archive, output: Output, key: Key = None, passphrase: Passphrase = False) -> None:
    """Make a case of an archive again (see `HELP`)."""
    from dateline.case.keep.archive import restore as bring_back
    from dateline.case.keep.keys import key_path, load_key
    from dateline.case.opening import without_password

    words = ask_words(confirm=False) if passphrase else None
    with faults_told("There is no new case; give the command again."):
        held = None if words is not None else load_key(key or key_path(output))
        size = archive.stat().st_size if archive.is_file() else None
        with bar("Restoring", size) as moved:
            told = bring_back(archive, output, key=held, passphrase=words, moved=moved)
        typer.echo(f"Made {without_password(output)}: entry {told.seq} is its last, and its chain holds.", err=True)
