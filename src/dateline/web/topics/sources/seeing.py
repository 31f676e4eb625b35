"""Who is hidden in a report, shown once to whoever may see it; that they saw is kept first, never whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.case.keep.keys import load_key
from dateline.case.keep.revealing import Identity, identities
from dateline.case.store.sql import SqlStore
from dateline.errors import SettingsError
from dateline.model.judgement import Judgement

if TYPE_CHECKING:
    from dateline.web.desk import Desk
    from dateline.web.people import Person

SAW = "saw whom the report protects"
SHORTEST = 8
"""Characters of a reason: a keystroke is none."""


def reveal(desk: Desk, person: Person, report: str, reason: str) -> list[Identity]:
    """Who is hidden in a report. Raises `SettingsError` without a reason, or where the server has no key, `InputError`
    for a report that is not in the case, or another case's key; what is not shown is not kept as seen."""
    reason = reason.strip()
    if len(reason) < SHORTEST:
        raise SettingsError("Say in a few words why you must know: it stands in the case's history.")
    if desk.settings.key is None or not isinstance(desk.store, SqlStore):
        raise SettingsError("The server was started without the key of the case (--key FILE): nobody can be shown.")
    found = identities(desk.store, load_key(desk.settings.key), report)
    desk.store.judge([Judgement("note", "report", (report,), person.name, value=SAW, reason=reason)])
    return found
