"""Many reports, read in order, here or on a pool: what fails costs itself, and is named with its reason."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass

from dateline.errors import DatelineError, DossierError, EngineMissing, InputError, OutputError
from dateline.model.document import Document
from dateline.model.dossier import Dossier
from dateline.readers.formats import Failure
from dateline.readers.inputs import Options, reports_of, targets_of
from dateline.reading import Settings, read_document
from dateline.run.kept import Kept
from dateline.run.pool import LIMIT, Work, in_order

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
    *,
    workers: int = 1,
    limit: float = LIMIT,
) -> Iterator[Outcome]:
    """The dossiers of every report in what the names stand for, in order; failures in their place.

    `entered` is called with the number of files done and known before each is opened. With several workers, `limit` is
    how many seconds one report may take. Raises `EngineMissing` where no report can be read at all, and `OutputError`
    where `kept` cannot be written.
    """
    settings = settings or Settings()
    reports = reports_in(names, options, entered)
    if workers > 1:
        yield from _on_pool(reports, settings, kept, workers, limit)
        return
    for found in reports:
        if found.document is None:
            yield Outcome(found.name, None, found.reason, why=found.why)
        else:
            yield read_one(found.name, found.document, settings, kept)


def _on_pool(
    reports: Iterator[Found], settings: Settings, kept: Kept | None, workers: int, limit: float
) -> Iterator[Outcome]:
    """The same in processes of their own; what is kept is loaded and saved here."""
    from dateline.run.jobs import READER, job_of, outcome_from_bytes, settings_to_bytes

    def jobs() -> Iterator[tuple[Found | Outcome, bytes | None]]:
        for found in reports:
            known = kept.load(found.document) if kept and found.document is not None else None
            if found.document is None:
                yield Outcome(found.name, None, found.reason, why=found.why), None
            elif known is not None:
                yield Outcome(found.name, known, kept=True), None
            else:
                yield found, job_of(found.name, found.document)

    with closing(in_order(Work(READER, settings_to_bytes(settings)), jobs(), workers, limit)) as answers:
        for item in answers:
            if item is None:
                continue
            found, answer = item
            if isinstance(found, Outcome):
                yield found
            elif isinstance(answer, bytes):
                outcome = outcome_from_bytes(answer)
                if kept and outcome.dossier is not None and found.document is not None:
                    kept.save(found.document, outcome.dossier)
                yield outcome
            else:
                why = answer.why if answer is not None else ""
                yield Outcome(found.name, None, f"{found.name}: {why}.", why=why)


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
            name = "standard input" if target.kind == "stdin" else target.name
            yield from found_in(name, reports_of(target, options))
    entered(len(targets), len(targets))


def found_in(name: str, reports: Iterable[Document | Failure]) -> Iterator[Found]:
    """The reports of one file by its name; one failure where they cannot be gone through, or where there is none."""
    some = False
    try:
        for report in reports:
            some = True
            yield _failed(report) if isinstance(report, Failure) else Found(_name(name, report), report)
    except FAULTS as exc:
        yield Found(name, None, _fault(name, exc), _fault_word(exc))
        return
    if not some:
        yield Found(name, None, f"{name}: holds no report.", "holds no report")


def _failed(failure: Failure) -> Found:
    error = failure.error
    return Found(error.name, None, str(error), error.reason.rstrip("."))


def _name(name: str, document: Document) -> str:
    """ "reports.csv row 17", "standard input"."""
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
