"""Every string and every piece of evidence of a dossier, to read or to replace, without a list of free fields: what
is neither an id nor a word of a closed vocabulary counts as words of the report, so that no new field is forgotten.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from typing import Any, Final, Literal, TypeVar, get_args, get_origin, get_type_hints

from dateline.model.document import DatelineMark, Document, Published
from dateline.model.dossier import Dossier, GazetteerUsed, ModelUsed, Receipt
from dateline.model.origin import Origin
from dateline.model.records import Coding
from dateline.model.span import Evidence
from dateline.model.values import When

T = TypeVar("T")
_WHOLE: Final = (Origin, Coding, ModelUsed, GazetteerUsed, Published)
"""Written by Dateline from its own lists."""
_IDS: Final = frozenset(
    "id part_of affiliation source via inside to place actor subject object event parent claims of where shows about "
    "country sex language source_sha256 format".split()
)
"""Fields that hold ids or codes where they hold strings."""
_FREE: Final = frozenset({(DatelineMark, "place")})
"""Fields of such a name that hold words after all."""
_MORE: Final[dict[type, frozenset[str]]] = {
    Document: frozenset({"text", "sections"}),
    When: frozenset({"start", "end"}),
    Receipt: frozenset({"dateline", "engine", "codebook"}),
}


@cache
def _open_fields(cls: type[Any]) -> tuple[str, ...]:
    """The fields of a record that may hold words of the report."""
    hints = get_type_hints(cls)
    closed = {name for name, hint in hints.items() if _is_closed(hint)} | _MORE.get(cls, frozenset())
    return tuple(f.name for f in fields(cls) if f.name not in closed)


def _is_closed(hint: Any) -> bool:
    if get_origin(hint) is Literal or hint in {int, float, bool}:
        return True
    parts = [a for a in get_args(hint) if a is not type(None)]
    return bool(parts) and get_origin(hint) is not tuple and all(_is_closed(a) for a in parts)


Spot = Callable[[Evidence], Evidence]
Word = Callable[[str], str]
Spare = Callable[[list[Evidence]], list[Evidence]]


def rewritten(item: T, spot: Spot, word: Word, spare: Spare = list) -> T:
    """The same record with its evidence and its free strings replaced. Of several pieces of evidence in a row those
    that became one are one, and `spare` may leave out more."""
    made: Any = _Rewriter(spot, word, spare).of(item)
    return made  # type: ignore[no-any-return]  # a record is rewritten into one of its own kind


@dataclass(frozen=True, slots=True)
class _Rewriter:
    spot: Spot
    word: Word
    spare: Spare

    def of(self, item: Any) -> Any:
        if isinstance(item, Evidence):
            return self.spot(item)
        if isinstance(item, str):
            return self.word(item)
        if isinstance(item, (tuple, list)):
            made = [self.of(one) for one in item]
            return self._evidence(made) if made and isinstance(made[0], Evidence) else type(item)(made)
        if isinstance(item, dict):
            return {self.word(k) if isinstance(k, str) else k: self.of(v) for k, v in item.items()}
        return self._record(item) if is_dataclass(item) and not isinstance(item, _WHOLE) else item

    def _evidence(self, made: list[Evidence]) -> tuple[Evidence, ...]:
        return tuple(self.spare(list(dict.fromkeys(made))))

    def _record(self, item: Any) -> Any:
        changes = {}
        kind: Any = type(item)
        for name in _open_fields(kind):
            value = getattr(item, name)
            if value is not None and not _is_id(item, name, value):
                made = self.of(value)
                if made != value:
                    changes[name] = made
        return replace(item, **changes) if changes else item


def _is_id(item: Any, name: str, value: Any) -> bool:
    if name not in _IDS or (type(item), name) in _FREE:
        return False
    return isinstance(value, str) or (isinstance(value, tuple) and all(isinstance(v, str) for v in value))


def strings(dossier: Dossier) -> Iterator[tuple[str, str]]:
    """(field, text) of everything in a dossier that may hold words of the report, the text itself first."""
    yield "document.text", dossier.document.text
    waiting: list[tuple[str, Any]] = [("", dossier)]
    while waiting:
        path, item = waiting.pop()
        if isinstance(item, str):
            yield path, item
        elif isinstance(item, (tuple, list)):
            waiting.extend((path, one) for one in item)
        elif isinstance(item, dict):
            waiting.extend((path, k) for k in item)
            waiting.extend((path, v) for v in item.values())
        elif is_dataclass(item) and not isinstance(item, (*_WHOLE, Evidence)):
            kind: Any = type(item)
            for name in _open_fields(kind):
                value = getattr(item, name)
                if not _is_id(item, name, value):
                    waiting.append((f"{path}.{name}".lstrip("."), value))
