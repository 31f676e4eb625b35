"""The command line. `main` answers `--version` at once and loads the rest only for a command."""

from __future__ import annotations

import io
import sys

FAILURE, INTERRUPTED = 1, 130


def main() -> None:
    """Run the command line on this process's arguments and exit with its code."""
    if sys.argv[1:] == ["--version"]:
        from dateline import __version__

        sys.stdout.write(f"dateline {__version__}\n")
        return
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    from dateline.errors import DatelineError

    try:
        from dateline.cli.app import app

        app()
    except DatelineError as exc:
        sys.stderr.write(f"{exc}\n")
        sys.exit(FAILURE)
    except KeyboardInterrupt:
        sys.stderr.write("Interrupted.\n")
        sys.exit(INTERRUPTED)
