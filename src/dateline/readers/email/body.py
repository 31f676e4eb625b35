"""The text of a message -> blocks: paragraphs unwrapped, quotations and signatures as boilerplate."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from dateline.readers.blocks import Block
from dateline.readers.email.headers import Fields
from dateline.readers.email.letters import Letter, letters_of
from dateline.readers.email.parts import Part
from dateline.readers.paragraphs import paragraphs_of


@dataclass(frozen=True, slots=True)
class Body:
    """One message's blocks, and the fields of the head that it was forwarded with (none for the message itself)."""

    fields: Fields
    blocks: list[Block]
    text: str
    """The words as they stand in the message: what a forwarded one's bytes are taken to be."""


def bodies_of_plain(text: str, part: Part, *, forwarded: bool) -> list[Body]:
    """The messages in a plain text: the sender's own, then those that it passes on."""
    lines = text.splitlines(keepends=True)
    starts = [0, *accumulate(map(len, lines))]
    called = f"part {part.number or 1}"
    flowed = _is_flowed(part)
    bodies = []
    for letter in letters_of(lines, forwarded=forwarded):
        blocks: list[Block] = []
        for start, end, own in _runs(letter):
            run = _flowed(lines[start:end], delete=flowed == "delete") if flowed and own else lines[start:end]
            blocks += (
                paragraphs_of(run, starts[start:end], called) if own else [_other(lines, start, end, starts, called)]
            )
        bodies.append(Body(letter.fields, blocks, "".join("".join(lines[a:b]) for a, b, _ in _runs(letter))))
    return bodies


def bodies_of_blocks(blocks: Sequence[Block], part: Part, *, forwarded: bool) -> list[Body]:
    """The same for the blocks of an HTML text: their lines tell what they are."""
    lines: list[str] = []
    of: list[int] = []
    for n, block in enumerate(blocks):
        for line in (*block.text.splitlines(), ""):
            lines.append(line)
            of.append(n)
    called = f"part {part.number or 1}"
    bodies = []
    for letter in letters_of(lines, forwarded=forwarded):
        found: list[Block] = []
        for start, end, own in _runs(letter):
            for n in range(of[start], of[end - 1] + 1):
                within = [lines[k] for k in range(max(start, bisect_right(of, n - 1)), min(end, bisect_right(of, n)))]
                kind = blocks[n].kind if own else "boilerplate"
                found.append(replace(blocks[n], kind=kind, text="\n".join(within).strip(), part=called, at=None))
        bodies.append(Body(letter.fields, found, "\n".join(b.text for b in found)))
    return bodies


def _runs(letter: Letter) -> list[tuple[int, int, bool]]:
    return sorted([*((a, b, True) for a, b in letter.own), *((a, b, False) for a, b in letter.other)])


def _is_flowed(part: Part) -> str:
    """ "delete" or "keep" (the space at the end of a flowing line) for text with format=flowed, else ""."""
    told = part.fields.get("content-type", "").lower().replace('"', "").replace(" ", "")
    if "format=flowed" not in told:
        return ""
    return "delete" if "delsp=yes" in told else "keep"


def _flowed(lines: Sequence[str], *, delete: bool) -> list[str]:
    """Lines with those joined that flow into the next (RFC 3676): they end in a space. Each keeps its place: a joined
    one leaves an empty line, which parts paragraphs, as every line that does not flow ends one."""
    found: list[list[str]] = []
    open_ = -1
    for line in lines:
        bare = line.rstrip("\r\n").removeprefix(" ")
        flows = bare.endswith(" ") and bare != "-- "
        words = bare[:-1] if flows and delete else bare
        found.append([])
        open_ = open_ if open_ >= 0 and words.strip() else len(found) - 1
        found[open_].append(words)
        open_ = open_ if flows else -1
    return ["".join(words) for words in found]


def _other(lines: Sequence[str], start: int, end: int, starts: Sequence[int], part: str) -> Block:
    return Block("boilerplate", "\n".join(line.rstrip("\r\n") for line in lines[start:end]), part, starts[start])
