"""`dateline schema`: the format of a dossier."""

from __future__ import annotations

import typer


def schema() -> None:
    """Print the JSON Schema of a dossier.

    \b
    Example:
      dateline schema > dossier.schema.json
    """
    import json

    from dateline.model.schema import json_schema

    typer.echo(json.dumps(json_schema(), indent=2, ensure_ascii=False))
