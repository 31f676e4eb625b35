"""Which events, actors and places of different reports are one: blocks, explained pair scores, groups.

Nothing here is kept or hidden: a link says what speaks for it and against it, and a judgement undoes it.
"""

from dateline.case.link.events import LINKER, Linked, link_events, relink
from dateline.case.link.judged import Conflict
from dateline.case.link.settings import LinkSettings

__all__ = ["LINKER", "Conflict", "LinkSettings", "Linked", "link_events", "relink"]
