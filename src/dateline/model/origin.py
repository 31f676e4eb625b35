"""Who made a record: the engine, and the rule within it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Origin:
    """`engine` names what read the report ("rules"), `rule` the rule that made this one record."""

    engine: str
    rule: str


def by_rule(rule: str) -> Origin:
    """The origin of a record that Dateline's own rules made."""
    return Origin("rules", rule)
