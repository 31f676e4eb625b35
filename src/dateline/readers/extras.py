"""Libraries that only some formats need: a missing one is told in words, with the command that brings it."""

from __future__ import annotations

from importlib.util import find_spec

from dateline.errors import InputError


def need(name: str, what: str, extra: str, *modules: str) -> None:
    """`InputError` where a library is missing that reads `what` ("PDF files"); `extra` is the group that brings it."""
    missing = [module for module in modules if find_spec(module) is None]
    if missing:
        raise InputError(
            name,
            f"cannot be read: {what} need {' and '.join(missing)}, which this installation does not have.",
            f"pip install 'dateline[{extra}]'",
        )
