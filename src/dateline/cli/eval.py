"""`dateline eval`: how well Dateline reads, measured against reports annotated by hand."""

from __future__ import annotations

from json import dumps
from pathlib import Path
from typing import Annotated

import typer


def eval_command(
    gold: Annotated[
        Path,
        typer.Argument(help="Folder of gold reports: NAME.json, each with NAME.txt beside it.", show_default=False),
    ],
    errors: Annotated[
        bool,
        typer.Option(
            "--errors", help="List what was missed or wrong, layer by layer (with --json: on standard error)."
        ),
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the figures as one JSON object.")] = False,
) -> None:
    """Read every report of a gold folder and score the dossiers against it.

    Prints precision, recall and F1 of each layer over all reports together, the figures beside them, and the overall
    mark. Fails with a message where the folder holds no gold report.
    """
    from dateline.evaluate.run import evaluate_folder

    result = evaluate_folder(gold)
    typer.echo(dumps(result.to_json(), indent=1) if json else result.table())
    if errors and result.error_list():
        typer.echo(result.error_list(), err=json)
