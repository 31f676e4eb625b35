"""Many reports, read one after the other: what fails costs itself, and is named with its reason."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from dateline.errors import DatelineError, DossierError, EngineMissing, InputError, OutputError
from dateline.model.document import Document
from dateline.model.dossier import Dossier
from dateline.readers.formats import Failure
from dateline.readers.inputs import Options, Target, reports_of, targets_of
from dateline.reading import Settings, read_document
from dateline.run.kept import Kept

FAULTS = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What a fault of Dateline's own raises: it costs its report, not the rest of the batch."""


@dataclass(frozen=True, slots=True)
class Found:
    """A report that is to be read, or the reason why it cannot be. `name` is what messages call it."""

    name: str
    document: Document | None = None
    reason: str | None = None
    why: str = ""
    """The reason without the name: what failures are counted by."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one report: a dossier, or the reason why there is none. `name` is what messages call it."""

    name: str
    dossier: Dossier | None
    reason: str | None = None
    kept: bool = False
    """Whether the dossier was read in an earlier run and taken from there."""
    why: str = ""
    """The reason without the name: what failures are counted by."""


def read_batch(
    names: Iterable[str],
    options: Options = Options(),
    settings: Settings | None = None,
    kept: Kept | None = None,
    entered: Callable[[int, int], None] = lambda done, known: None,
) -> Iterator[Outcome]:
    """The dossiers of every report in what the names stand for, in order; failures in their place.

    `entered` is called with the number of files done and known before each is opened. Raises `EngineMissing` where no
    report can be read at all, and `OutputError` where `kept` cannot be written.
    """
    settings = settings or Settings()
    for found in reports_in(names, options, entered):
        if found.document is None:
            yield Outcome(found.name, None, found.reason, why=found.why)
        else:
            yield read_one(found.name, found.document, settings, kept)


def reports_in(
    names: Iterable[str],
    options: Options = Options(),
    entered: Callable[[int, int], None] = lambda done, known: None,
) -> Iterator[Found]:
    """Every report in what the names stand for, in order; what cannot be opened in its place."""
    targets = list(targets_of(names, options.skip))
    for done, target in enumerate(targets):
        entered(done, len(targets))
        if isinstance(target, Failure):
            yield _failed(target)
        else:
            yield from _found(target, options)
    entered(len(targets), len(targets))


def _found(target: Target, options: Options) -> Iterator[Found]:
    some = False
    try:
        for report in reports_of(target, options):
            some = True
            yield _failed(report) if isinstance(report, Failure) else Found(_name(target, report), report)
    except FAULTS as exc:
        yield Found(target.name, None, _fault(target.name, exc), _fault_word(exc))
        return
    if not some:
        yield Found(target.name, None, f"{target.name}: holds no report.", "holds no report")


def _failed(failure: Failure) -> Found:
    error = failure.error
    return Found(error.name, None, str(error), error.reason.rstrip("."))


def _name(target: Target, document: Document) -> str:
    """ "reports.csv row 17", "standard input"."""
    name = "standard input" if target.kind == "stdin" else target.name
    return f"{name} {document.file.part}" if document.file and document.file.part else name


def read_one(name: str, document: Document, settings: Settings, kept: Kept | None = None) -> Outcome:
    """What becomes of one report. Raises `EngineMissing` where none can be read, `OutputError` where `kept` cannot be
    written."""
    known = kept.load(document) if kept else None
    if known is not None:
        return Outcome(name, known, kept=True)
    try:
        dossier = read_document(document, settings)
    except (EngineMissing, OutputError):
        raise
    except InputError as exc:
        return Outcome(name, None, str(exc), why=exc.reason.rstrip("."))
    except (DossierError, *FAULTS) as exc:
        return Outcome(name, None, _fault(name, exc), why=_fault_word(exc))
    except DatelineError as exc:
        return Outcome(name, None, f"{name}: {exc}", why=str(exc))
    if kept:
        kept.save(document, dossier)
    return Outcome(name, dossier)


def _fault(name: str, exc: Exception) -> str:
    """A fault of Dateline's own, in words. What the exception says is left out: it may hold words of the report."""
    if os.environ.get("DATELINE_DEBUG"):
        raise exc
    return (
        f"{name}: {_fault_word(exc)}. Please report it; with DATELINE_DEBUG=1 it shows where, with words of the report."
    )


def _fault_word(exc: Exception) -> str:
    return f"a fault in Dateline ({type(exc).__name__})"
