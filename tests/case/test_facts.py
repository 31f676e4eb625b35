"""What linking and the ledger compare, out of a dossier (fiction on real geography)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.case.facts import facts_of
from dateline.model.dossier import Dossier

SAID = "NAIROBI, 11 March 2024 (Lakes Wire) — A spokesman for al-Shabaab said on Monday that the group controls El Bur."
TOLD = "NAIROBI, 11 March 2024 (Lakes Wire) — Traders kept their shops closed on Monday."


@pytest.mark.parametrize(("body", "kinds"), [(SAID, {"organisation"}), (TOLD, {"narrator"})])
def test_a_headline_is_a_voice_only_where_the_text_does_not_tell_the_same(
    read: Callable[[str], Dossier], body: str, kinds: set[str]
) -> None:
    (held,) = facts_of(read(f"Al-Shabaab says it still controls El Bur\n\n{body}\n")).control
    assert {t.kind for t in held.told} == kinds
