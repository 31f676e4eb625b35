"""What a browser sends to be added: files, or pasted text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from fastapi import File, Form, UploadFile

from dateline.errors import SettingsError
from dateline.readers.given import Given
from dateline.web.topics.inbox.adding import TEXT, Aside, case_key, start_adding, told_name

if TYPE_CHECKING:
    from dateline.web.desk import Desk
    from dateline.web.jobs import Job
    from dateline.web.people import Person

Files = Annotated[list[UploadFile], File(description="Reports: text, HTML, PDF, DOCX, e-mail, feeds, tables …")]
Line = Annotated[str, Form(max_length=300)]
Day = Annotated[str, Form(max_length=10, description="YYYY-MM-DD")]
Names = Annotated[str, Form(max_length=20_000, description="Names to hide from now on, one a line.")]
Pasted = Annotated[str, Form(max_length=TEXT)]


@dataclass(frozen=True, slots=True)
class Beside:
    """What is said of the reports besides."""

    outlet: str
    published: str
    protect: str
    title: str = ""
    link: bool = False

    @property
    def given(self) -> Given:
        """Raises `SettingsError` for a day that is none."""
        return Given(self.published or None, self.outlet.strip() or None, self.title.strip() or None)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(line.strip() for line in self.protect.splitlines() if line.strip())


def take_files(desk: Desk, person: Person, files: Sequence[UploadFile], beside: Beside) -> Job:
    """Keep the files aside and start reading them. Raises `SettingsError` where there is none, or one too many."""
    case_key(desk)
    given = beside.given
    sent = [f for f in files if f.filename]
    if not sent:
        raise SettingsError("No file was sent. Choose at least one, or drop it on the page.")
    aside = Aside()
    for file in sent:
        aside.put(told_name(file.filename), file.file)
    return start_adding(desk, person, aside, given, beside.names, link=beside.link)


def take_text(desk: Desk, person: Person, text: str, beside: Beside) -> Job:
    """As `take_files`, of pasted text."""
    from io import BytesIO

    if not text.strip():
        raise SettingsError("There is no text. Paste the report's words.")
    case_key(desk)
    given = beside.given
    aside = Aside()
    aside.put("pasted text.txt", BytesIO(text.encode("utf-8", "replace")))
    return start_adding(desk, person, aside, given, beside.names, link=beside.link)
