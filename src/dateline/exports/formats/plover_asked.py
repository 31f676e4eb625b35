"""Which sayings fit what was asked for of a case.

A case chooses its events by itself; sayings come out of whole reports. They have a day, a type, speakers and an outlet,
and fit by these as events do. They have no place, no status and no code of ACLED or UCDP: who asks for one of these
asks for no saying.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from dateline.exports.formats.plover_deeds import Deed
from dateline.exports.formats.plover_entities import Entity
from dateline.exports.losses import Losses

if TYPE_CHECKING:
    from dateline.case.views.filter import Filter

UNPLACED: Final = "what is asked for is a matter of happenings (place, status, words), which a saying does not have"


def asked_of(only: Filter | None, losses: Losses) -> Callable[[Deed], bool]:
    """Whether a saying fits. What cannot fit, whatever it says, is told."""
    if only is None:
        return lambda deed: True
    from dateline.case.views.filter import sieve_of  # brings the store with it, which a lone report does without

    sieve = sieve_of(only)
    if sieve.countries or sieve.box or sieve.statuses or sieve.words or only.happenings:

        def none(deed: Deed) -> bool:
            losses.left_out(deed.id, UNPLACED)
            return False

        return none
    outlets = {o.lower() for o in sieve.outlets}
    coded = bool(sieve.plover or sieve.acled or sieve.ucdp)

    def fits(deed: Deed) -> bool:
        if coded and deed.type not in sieve.plover:
            return False
        if not (only.first or deed.date) <= deed.date <= (only.last or deed.date):
            return False
        if sieve.outlets and (deed.source is None or (deed.source.outlet or "").lower() not in outlets):
            return False
        if sieve.sources and not _named(deed.actors, sieve.sources):
            return False
        return not sieve.actors or _named((*deed.actors, *deed.recipients), sieve.actors)

    return fits


def _named(entities: Iterable[Entity], asked: Iterable[str]) -> bool:
    """Whether one of them has the key, or all the words of a name, that is asked for."""
    named = [(e.key, (e.text or "").casefold()) for e in entities]
    return any(
        key == one or all(word in name for word in one.casefold().split()) for one in asked for key, name in named
    )
