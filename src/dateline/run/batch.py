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
class Outcome:
    """What became of one report: a dossier, or the reason why there is none. `name` is what messages call it."""

    name: str
    dossier: Dossier | None
    reason: str | None = None
    kept: bool = False
    """Whether the dossier was read in an earlier run and taken from there."""


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
    targets = list(targets_of(names, options.skip))
    for done, target in enumerate(targets):
        entered(done, len(targets))
        if isinstance(target, Failure):
            yield Outcome(target.error.name, None, str(target.error))
        else:
            yield from _outcomes(target, options, settings, kept)
    entered(len(targets), len(targets))


def _outcomes(target: Target, options: Options, settings: Settings, kept: Kept | None) -> Iterator[Outcome]:
    found = False
    try:
        for report in reports_of(target, options):
            found = True
            if isinstance(report, Failure):
                yield Outcome(report.error.name, None, str(report.error))
            else:
                yield _outcome(_name(target, report), report, settings, kept)
    except FAULTS as exc:
        yield Outcome(target.name, None, _fault(target.name, exc))
        return
    if not found:
        yield Outcome(target.name, None, f"{target.name}: holds no report.")


def _name(target: Target, document: Document) -> str:
    """ "reports.csv row 17", "standard input"."""
    name = "standard input" if target.kind == "stdin" else target.name
    return f"{name} {document.file.part}" if document.file and document.file.part else name


def _outcome(name: str, document: Document, settings: Settings, kept: Kept | None) -> Outcome:
    known = kept.load(document) if kept else None
    if known is not None:
        return Outcome(name, known, kept=True)
    try:
        dossier = read_document(document, settings)
    except (EngineMissing, OutputError):
        raise
    except InputError as exc:
        return Outcome(name, None, str(exc))
    except (DossierError, *FAULTS) as exc:
        return Outcome(name, None, _fault(name, exc))
    except DatelineError as exc:
        return Outcome(name, None, f"{name}: {exc}")
    if kept:
        kept.save(document, dossier)
    return Outcome(name, dossier)


def _fault(name: str, exc: Exception) -> str:
    """A fault of Dateline's own, in words. What the exception says is left out: it may hold words of the report."""
    if os.environ.get("DATELINE_DEBUG"):
        raise exc
    return (
        f"{name}: a fault in Dateline ({type(exc).__name__}). Please report it; with DATELINE_DEBUG=1 it shows where, "
        "with words of the report."
    )
