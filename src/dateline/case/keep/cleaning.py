"""Hidden names in words that are no report's: a coder's reason, a rule, the name of a file. They are found as in a
report, by the same finder."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from dateline.model.document import Document, Published
from dateline.model.dossier import FORMAT, Dossier, GazetteerUsed, Receipt
from dateline.protect.edits import Shift, merged
from dateline.protect.identities import WITHHELD, hidden_persons
from dateline.protect.patterns import Plan


class Cleaner:
    """Puts "[name withheld]" in place of names."""

    def __init__(self, names: Sequence[str]) -> None:
        empty = _empty()
        people = hidden_persons(empty, names)
        plan = Plan(empty, people, [WITHHELD] * len(people), [])
        self._finder = plan.finder(hide_contacts=False, hide_coordinates=False)

    def clean(self, text: str) -> str:
        """The text without the names."""
        edits = merged(self._finder.find(text), text)
        return Shift(text, edits).text if edits else text

    def surfaces(self, text: str) -> set[str]:
        """How the names are written in a text."""
        return {text[e.start : e.end] for e in merged(self._finder.find(text, document=True), text)}

    def url(self, url: str | None) -> str | None:
        """An address of the web, or None where it holds a name."""
        return None if url is None or self._finder.leaks_in_url(url) else url

    def json(self, told: str) -> str | None:
        """A JSON text without the names in its strings; None where it holds none."""
        value = json.loads(told)
        made = self.value(value)
        return None if made == value else json.dumps(made, ensure_ascii=False)

    def value(self, told: Any) -> Any:
        """A JSON value without the names in its strings, keys of objects among them."""
        if isinstance(told, str):
            return self.clean(told)
        if isinstance(told, list):
            return [self.value(one) for one in told]
        if isinstance(told, dict):
            return {self.clean(k): self.value(v) for k, v in told.items()}
        return told


def _empty() -> Dossier:
    document = Document("", None, (), None, None, Published(), None, None, "", "")
    receipt = Receipt("", "", (), GazetteerUsed("", ""), "", {}, 0.0)
    return Dossier(FORMAT, document, (), (), (), (), (), (), (), (), (), (), (), receipt)
