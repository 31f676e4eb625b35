"""What a happening's values are called, and which of them are numbers: the same on the page and in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dateline.model.situation import Happening, Said, Slot
from dateline.render.words import clean, quantity

TOLLS = {"deaths": "Killed", "injured": "Wounded"}
"""What the slots with numbers are called; those of one kind of people ("deaths of civilians") by the same words."""
PART = " of "


def is_toll(slot: Slot) -> bool:
    """Whether a slot is a number that is told with its voices on one scale."""
    whole = slot.name.partition(PART)[0]
    return (whole in TOLLS or slot.number is not None) and bool(slot.said or slot.number)


def tolls_of(happening: Happening) -> Iterator[Slot]:
    """The numbers of a happening, each voice's word once: where kinds of people are told apart it stands with theirs,
    and the whole keeps what is of no kind."""
    found = [slot for slot in happening.slots if is_toll(slot)]
    for slot in found:
        parts = {s for part in found if part.name.startswith(slot.name + PART) for s in part.said}
        yield replace(slot, said=tuple(s for s in slot.said if s not in parts)) if parts else slot


def toll_name(slot: Slot) -> str:
    """ "deaths of Somali National Army" as "Killed, Somali National Army"."""
    whole, part, of = slot.name.partition(PART)
    return f"{TOLLS[whole]}, {clean(of)}" if part and whole in TOLLS else TOLLS.get(slot.name) or slot_name(slot)


def slot_name(slot: Slot) -> str:
    """ "deaths_of" as "Deaths of", names in it as they are."""
    return slot_words(slot.name)


def slot_words(name: str) -> str:
    """The same of a slot's name alone, as the ledger has it."""
    words = clean(name.replace("_", " "))
    return words[:1].upper() + words[1:]


def amount_words(said: Said) -> str:
    """What a voice counts, without whom: the number's own heading names them."""
    n = said.number
    return quantity(n.low, n.high, n.best, n.hedge) if n is not None else clean(said.value)


def number_shown(slot: Slot) -> str:
    """The slot in words, as the case has it or as its number tells it."""
    n = slot.number
    return slot.shown or (quantity(n.low, n.high, n.best, n.hedge) if n else "not told")
