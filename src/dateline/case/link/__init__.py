"""Which events, actors and places of different reports are one: blocks, explained pair scores, groups.

Nothing here is kept or hidden: a link says what speaks for it and against it, and a judgement undoes it.
"""

from dateline.case.link.actors import ActorGroup, ActorGroups, ActorsMet, link_actors
from dateline.case.link.events import LINKER, Linked, link_events, relink
from dateline.case.link.judged import Conflict
from dateline.case.link.places import PlaceGroup, PlaceGroups, link_places
from dateline.case.link.settings import LinkSettings
from dateline.case.link.stories import Stories, link_reports

__all__ = [
    "LINKER", "ActorGroup", "ActorGroups", "ActorsMet", "Conflict", "LinkSettings", "Linked", "PlaceGroup",
    "PlaceGroups", "Stories", "link_actors", "link_events", "link_places", "link_reports", "relink",
]  # fmt: skip
