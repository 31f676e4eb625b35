"""A gold report beside the dossier made of it: which predicted record stands for which gold key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dateline.evaluate.gold import LAYERS
from dateline.evaluate.spans import Words, evidence_spans, fold, likeness, occurrences

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dateline.evaluate.gold import GoldReport, Json
    from dateline.evaluate.spans import Span

_PRONOUNS = frozenset({
    "he", "she", "it", "they", "we", "i", "you", "him", "her", "them", "us", "me",
    "his", "its", "their", "our", "my", "who", "which", "this", "that", "these", "those",
})  # fmt: skip
_HEAD = 200  # characters of the dossier's text that say where it begins in the report


class Pair:
    """One gold report and one dossier, with predicted ids mapped to gold keys.

    A predicted record stands for the one gold key that most of its mentions fall on, if that is at least half of
    them; pronouns decide nothing unless there is nothing else.
    """

    def __init__(self, gold: GoldReport, dossier: Mapping[str, Any] | None) -> None:
        given: Mapping[str, Any] = dossier or {}
        self.name = gold.name
        self.gold = gold.layers
        self.text = fold(gold.text)
        self.words = Words(self.text)
        self.predicted: dict[str, list[Json]] = {layer: given.get(layer) or [] for layer in LAYERS}
        self.shift = self._shift(fold((given.get("document") or {}).get("text") or ""))
        self.actor_of = self._stands_for("actors")
        self.place_of = self._stands_for("places")
        self.source_of = self._stands_for("sources")

    def spans(self, evidence: Any) -> list[Span]:
        """Evidence of the dossier as spans of the gold text."""
        return evidence_spans(evidence, self.shift)

    def gold_spans(self, names: Iterable[Any]) -> list[Span]:
        """Every occurrence of every name."""
        return [span for name in names for span in occurrences(self.text, name)]

    def quote(self, quote: Any) -> list[Span]:
        """The first occurrence of a gold quote, as a list of one or none."""
        return occurrences(self.text, quote)[:1]

    def ids_for(self, layer_map: Mapping[str, str | None], key: str) -> list[str]:
        """Predicted ids that stand for a gold key, in the dossier's order."""
        return [record_id for record_id, found in layer_map.items() if found == key]

    def _shift(self, text: str) -> int:
        """How far the dossier's text is moved against the gold's (a trimmed beginning)."""
        head = text[:_HEAD].strip()
        at = self.text.find(head) if head else -1
        return at - (len(text) - len(text.lstrip())) if at >= 0 else 0

    def _stands_for(self, layer: str) -> dict[str, str | None]:
        named = {str(record["key"]): self.gold_spans(record["names"]) for record in self.gold[layer]}
        return {record.get("id", ""): self._best_key(self._telling(record), named) for record in self.predicted[layer]}

    def _telling(self, record: Json) -> list[Span]:
        """The mentions that decide: all but pronouns, or all where there are only pronouns."""
        mentions = self.spans(record.get("mentions"))
        named = [span for span in mentions if self.text[span[0] : span[1]].lower() not in _PRONOUNS]
        return named or mentions

    @staticmethod
    def _best_key(mentions: list[Span], named: Mapping[str, list[Span]]) -> str | None:
        votes = {
            key: sum(max((likeness(mention, name) for name in names), default=0.0) for mention in mentions)
            for key, names in named.items()
        }
        best = max(votes, key=lambda key: votes[key], default=None)
        if best is None:
            return None
        on_it = sum(any(likeness(mention, name) for name in named[best]) for mention in mentions)
        return best if on_it and 2 * on_it >= len(mentions) else None
