"""The command line. `main` answers `--version` at once and loads the rest only for a command."""

from __future__ import annotations

import errno
import io
import os
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
    except SystemExit as exc:
        sys.exit(_flushed(exc.code))
    except DatelineError as exc:
        sys.stderr.write(f"{exc}\n")
        sys.exit(FAILURE)
    except OSError as exc:
        if exc.errno not in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
            raise
        sys.stderr.write(f"The output cannot be written: {exc.strerror}.\n")
        _give_up_stdout()
        sys.exit(FAILURE)
    except KeyboardInterrupt:
        sys.stderr.write("Interrupted.\n")
        sys.exit(INTERRUPTED)


def _flushed(code: str | int | None) -> str | int | None:
    """The exit code, once what waits for standard output is out. Where it cannot be, that is told, unless it was."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _give_up_stdout()
    except OSError as exc:
        _give_up_stdout()
        if not code:
            sys.stderr.write(f"The output cannot be written: {exc.strerror}.\n")
            return FAILURE
    return code


def _give_up_stdout() -> None:
    """What still waits for standard output goes nowhere: Python would try it again at the end, and fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
