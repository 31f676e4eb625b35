"""What coders answered in a double coding, report by report, as `reviewing` shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dateline.case.review.opening import Reviews
from dateline.case.review.records import ReportReview
from dateline.case.review.tasks import DoubleCoding, Progress
from dateline.errors import InputError
from dateline.evaluate.agreement.aligning import Answers
from dateline.evaluate.agreement.table import Agreement, agreement

Told = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Coded:
    """One report of a double coding: each coder's review of it, and how it stands in the case."""

    report: str
    now: ReportReview
    by: Mapping[str, ReportReview]

    @property
    def title(self) -> str:
        return self.now.read.document.title or self.report

    def answers(self) -> Answers:
        """What agreement is told of. It is what was read that coders decided on, without what others found since."""
        read = next(iter(self.by.values())).read if self.by else self.now.read
        return Answers(self.report, self.title, read, {c: review.now for c, review in self.by.items()})


def coded(reviews: Reviews, task: DoubleCoding, report: str, coders: Sequence[str]) -> Coded:
    """A report with the answers of the coders named. Raises `InputError` where the case has it no more."""
    by = {c: reviews.opened(report, task.id, c).review for c in coders}
    return Coded(report, reviews.opened(report).review, by)


def whole_answers(reviews: Reviews, progress: Progress, told: Told = lambda done, of: None) -> Iterator[Answers]:
    """The answers on the reports that all coders are done with; reports that were erased since are left out."""
    task, reports = progress.task, progress.whole
    for n, report in enumerate(reports, 1):
        try:
            yield coded(reviews, task, report, task.coders).answers()
        except InputError:
            continue
        finally:
            told(n, len(reports))


def agreement_in(
    reviews: Reviews, progress: Progress, told: Told = lambda done, of: None, *, resamples: int | None = None
) -> Agreement:
    """How far the coders of a double coding agree, over the reports that all of them are done with."""
    task = progress.task
    more = {} if resamples is None else {"resamples": resamples}
    return agreement(whole_answers(reviews, progress, told), task.coders, task.kinds, **more)
