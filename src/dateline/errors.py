"""What can go wrong, as one small tree. Every message says what was wrong, what exists and what to do."""

from __future__ import annotations

__all__ = [
    "ConflictError",
    "DatelineError",
    "DossierError",
    "EngineMissing",
    "InputError",
    "OutputError",
    "SettingsError",
    "StepOrderError",
]


class DatelineError(Exception):
    """Root of everything that Dateline raises on purpose."""


class InputError(DatelineError):
    """A report that cannot be read: the message names the file and the reason."""

    def __init__(self, name: str, reason: str, advice: str = "") -> None:
        self.name = name
        self.reason = reason
        super().__init__(f"{name}: {reason}" + (f" {advice}" if advice else ""))


class OutputError(DatelineError):
    """A file that cannot be written: the message names it and the reason."""

    def __init__(self, name: str, reason: str, advice: str = "") -> None:
        self.name = name
        self.reason = reason
        super().__init__(f"{name}: {reason}" + (f" {advice}" if advice else ""))


class ConflictError(DatelineError):
    """Somebody else decided the same meanwhile: nothing was kept. `later` holds what they decided."""

    def __init__(self, message: str, later: tuple[object, ...] = ()) -> None:
        self.later = later
        super().__init__(message)


class EngineMissing(DatelineError):
    """An engine or its model is not installed, or is not the one whose digest is pinned."""


class SettingsError(DatelineError):
    """A setting has a value that is not allowed."""


class StepOrderError(DatelineError):
    """A reading step was placed before the steps that make what it needs."""


class DossierError(DatelineError):
    """A record breaks the contract: evidence that does not quote, an unknown id, a value outside its vocabulary."""
