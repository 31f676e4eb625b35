"""Statements as PROV-N (https://www.w3.org/TR/prov-n/) and as parts of PROV-JSON
(https://www.w3.org/submissions/2013/SUBM-prov-json-20130424/)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any, Final

from dateline.exports.cells import visible
from dateline.exports.linked.lines import line
from dateline.exports.linked.prov.statements import ARGUMENTS, ELEMENTS, PREFIXES, Iri, Name, Statement, Value

_ESCAPED: Final = re.compile(r'[\\"\n\r\t]')
_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_PIECE: Final = 1 << 16


def provn(statements: Iterable[Statement]) -> Iterator[str]:
    """The lines of a PROV-N document, a statement each, and nothing kept."""
    yield "document\n"
    for prefix, iri in PREFIXES.items():
        yield f"  prefix {prefix} <{iri}>\n"
    for statement in statements:
        yield f"  {_sentence(statement)}\n"
    yield "endDocument\n"


def _sentence(s: Statement) -> str:
    parts = [s.id] if s.id else []
    parts += ["-" if a is None else a for a in s.arguments]
    if s.kind in {"wasAttributedTo", "hadMember", *ELEMENTS - {"activity"}}:
        parts = [p for p in parts if p != "-"]
    if s.attributes:
        parts.append("[" + ", ".join(f"{key}={_literal(value)}" for key, value in s.attributes) + "]")
    return f"{s.kind}({', '.join(parts)})"


def _literal(value: Value) -> str:
    if isinstance(value, Name):
        return f"'{value.text}'"
    if isinstance(value, Iri):
        return f"{_string(value.text)} %% xsd:anyURI"
    return f'"{value}" %% xsd:int' if isinstance(value, int) else _string(value)


def _string(text: str) -> str:
    return '"' + _ESCAPED.sub(lambda m: _ESCAPES[m[0]], visible(text)) + '"'


class Sections:
    """The sections of a PROV-JSON document, each in a file of its own while statements come: PROV-JSON sorts them by
    kind, and a large case would not fit into memory sorted."""

    def __init__(self, folder: Path, open_files: ExitStack) -> None:
        self._folder, self._stack = folder, open_files
        self._files: dict[str, IO[str]] = {}
        self._number = 0

    def add(self, statement: Statement) -> None:
        """Put a statement into its section."""
        self._number += 1
        key = statement.id or f"_:s{self._number}"
        names = ARGUMENTS[statement.kind]
        body: dict[str, Any] = {
            f"prov:{n}": a for n, a in zip(names, statement.arguments, strict=True) if a is not None
        }
        for name, value in statement.attributes:
            _put(body, name, _typed(value))
        stream = self._files.get(statement.kind)
        if stream is None:
            path = self._folder / statement.kind
            stream = self._files[statement.kind] = self._stack.enter_context(
                path.open("w+", encoding="utf-8", newline="")
            )
        else:
            stream.write(",\n")
        stream.write(f"{json.dumps(key)}:{line(body)[:-1]}")

    def document(self) -> Iterator[str]:
        """The whole document, in pieces."""
        yield f'{{"prefix":{json.dumps(PREFIXES, separators=(",", ":"))}'
        for kind in ARGUMENTS:
            if kind in self._files:
                yield f',\n"{kind}":{{\n'
                self._files[kind].seek(0)
                while piece := self._files[kind].read(_PIECE):
                    yield piece
                yield "\n}"
        yield "\n}\n"


def _put(body: dict[str, Any], name: str, value: Any) -> None:
    """Add a value under its key; several become a list."""
    if name not in body:
        body[name] = value
    elif isinstance(body[name], list):
        body[name].append(value)
    else:
        body[name] = [body[name], value]


def _typed(value: Value) -> Any:
    if isinstance(value, Name):
        return {"$": value.text, "type": "xsd:QName"}
    if isinstance(value, Iri):
        return {"$": value.text, "type": "xsd:anyURI"}
    return {"$": str(value), "type": "xsd:int"} if isinstance(value, int) else visible(value)
