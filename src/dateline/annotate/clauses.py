"""What attribution needs of a parse: subjects of cue verbs, the stretch of a cue phrase, the pieces of a content.

Grammar only. A content is a list of token intervals (first, last included), since a cue phrase may stand in its middle.
"""

from __future__ import annotations

from typing import Final

from dateline.model.parse import Parse, Token

Interval = tuple[int, int]

CLAUSAL: Final = frozenset({"VERB", "AUX"})
FENCES: Final = frozenset(
    {",", "\u2014", "\u2013", "--", "-", ";", ":", ".", "!", "?", '"', "\u201c", "\u201d", "(", ")", "''", "``"}
    | {"\u00ab", "\u00bb", "\u201e"}
)
BESIDE: Final = frozenset({"dobj", "dative", "iobj", "prep", "npadvmod", "advmod", "prt", "agent", "oprd"})
MARKS: Final = frozenset({'"', "\u201c", "\u201d", "''", "``", "\u00ab", "\u00bb", "\u201e"})
CLOSING: Final = MARKS - {"\u201c", "``", "\u00ab", "\u201e"}
LEADERS: Final = frozenset({"that", "and", "but", "or", "so", "yet", "because"})
SUBJECTS: Final = ("nsubj", "nsubjpass")
MAX_UP: Final = 5


def is_clause(token: Token) -> bool:
    """A verb, or an adjective or noun with a copula or subject of its own."""
    return token.pos in CLAUSAL or any(c.dep in {"nsubj", "nsubjpass", "cop", "aux"} for c in token.children)


def subject_of(verb: Token) -> Token | None:
    """Who does the verb: its own subject, or the one it shares with the verb it hangs on."""
    at = verb
    for _ in range(MAX_UP):
        subjects = at.all("nsubj")
        if subjects:
            before = [s for s in subjects if s.i < at.i]
            inverted = before and len(before) < len(subjects) and subjects[-1].left == at.i + 1
            found = subjects[-1] if inverted or not before else before[-1]
            inner = found.child("nsubj") if found.tag == "VBG" else None
            return inner or found
        gerund = at.child("csubj")
        if gerund is not None and gerund.tag == "VBG" and gerund.child("nsubj") is not None:
            return gerund.child("nsubj")
        if at.child("nsubjpass") is not None and at is not verb:
            return at.child("nsubjpass")
        head = at.head
        if head is None:
            return None
        if at.dep in {"acl", "relcl"} and head.lower == "those":
            return _among(head)
        if at.dep == "acl":
            return head if at.tag in {"VBG", "VBD", "VBZ", "VBP"} or _fenced_name(at, head) else None
        if at.dep == "relcl":
            return head
        if at.dep not in {"conj", "xcomp", "advcl"} or head.pos not in CLAUSAL:
            return None
        if at.dep == "advcl" and at.tag not in {"VBG", "VBN"}:
            return None
        at = head
    return None


def _among(those: Token) -> Token | None:
    """As in "The bloc is among those calling for …": who is said to be one of them; else "those" themselves."""
    prep = those.head
    if prep is None or prep.lower not in {"among", "amongst", "of"} or prep.head is None or prep.head.lemma != "be":
        return those
    return prep.head.child("nsubj") or those


def _fenced_name(verb: Token, head: Token) -> bool:
    """As in "the goal, the agency reported on Monday, is …" read by parsers as "the agency (that was) reported"."""
    return head.dep in {"appos", "nsubj"} and head.i == verb.i - 1 and not any(c.dep == "agent" for c in verb.children)


def passive(verb: Token) -> bool:
    below = {c.dep for c in verb.children}
    return bool(below & {"auxpass", "nsubjpass"}) or (verb.tag == "VBN" and "agent" in below and "aux" not in below)


def agent_of(verb: Token) -> Token | None:
    """The noun after "by"."""
    for c in verb.children:
        if c.dep == "agent" or (c.dep == "prep" and c.lower == "by"):
            return c.child("pobj")
    return None


def cue_phrase(verb: Token, subject: Token | None) -> Interval:
    """The stretch of the cue phrase: subject, verb, auxiliaries, addressee and the adjuncts that follow at once."""
    first = last = verb.i
    members = [
        (c.left, c.right) for c in verb.children if c.i < verb.i and c.dep in {"aux", "auxpass", "neg", "advmod"}
    ]
    if subject is not None:
        if subject.i < verb.i:
            members.append((subject.left, min(subject.right, verb.i - 1)))
        elif subject.left > verb.i:
            members.append((subject.left, subject.right))
    members.extend((c.left, c.right) for c in verb.children if c.i > verb.i and c.dep in BESIDE and not is_clause(c))
    for left, right in sorted(members, reverse=True):
        if right == first - 1:
            first = min(first, left)
    for left, right in sorted(members):
        if left == last + 1:
            last = max(last, right)
    return first, last


def intervals_without(whole: Interval, hole: Interval) -> list[Interval]:
    """A stretch of tokens without the stretch in its middle."""
    parts = []
    if whole[0] < hole[0]:
        parts.append((whole[0], min(whole[1], hole[0] - 1)))
    if hole[1] < whole[1]:
        parts.append((max(whole[0], hole[1] + 1), whole[1]))
    return parts


def trimmed(part: Interval, parse: Parse, *, leaders: bool = True) -> Interval | None:
    """A stretch without the punctuation and conjunctions at its edges; None if nothing is left."""
    first, last = part
    tokens = parse.tokens
    if leaders and tokens[first].lower == "that" and tokens[first].tag == "IN":
        first += 1
    if first <= last and tokens[first].text in MARKS and _closes_inside(first, last, parse):
        return _untailed(first, last, parse)
    while first <= last and (
        tokens[first].pos in {"PUNCT", "SPACE", "SYM"}
        or tokens[first].text in FENCES
        or (
            leaders
            and tokens[first].lower in LEADERS
            and tokens[first].dep in {"mark", "cc", "det", "pobj", "nsubj", "preconj", "dep"}
            and tokens[first].dep in {"mark", "cc", "preconj"}
        )
    ):
        first += 1
        if first <= last and tokens[first].text in MARKS and _closes_inside(first, last, parse):
            break
    return _untailed(first, last, parse)


def _closes_inside(first: int, last: int, parse: Parse) -> bool:
    """Whether a quotation mark at the start is closed before the end: it belongs to the words, not around them."""
    return sum(1 for n in range(first, last + 1) if parse.tokens[n].text in MARKS) == 2 and any(
        parse.tokens[n].text in MARKS for n in range(first + 1, last)
    )


def _untailed(first: int, last: int, parse: Parse) -> Interval | None:
    tokens = parse.tokens
    while last >= first and (
        tokens[last].pos in {"PUNCT", "SPACE"} or tokens[last].text in FENCES or tokens[last].dep == "cc"
    ):
        last -= 1
    closing = last + 1 < len(tokens) and tokens[last + 1].text in CLOSING
    if closing and sum(1 for n in range(first, last + 1) if tokens[n].text in MARKS) % 2 == 1:
        last += 1  # it closes an expression that was opened within ("called it “nonsense”")
    return (first, last) if first <= last else None


def root_of(parts: list[Interval], parse: Parse) -> Token | None:
    """The token that governs a content: a clause whose head lies outside it, the first such if several."""
    inside = {n for a, b in parts for n in range(a, b + 1)}
    tops = []
    for n in sorted(inside):
        head = parse.tokens[n].head
        if head is None or head.i not in inside:
            tops.append(parse.tokens[n])
    verbs = [t for t in tops if is_clause(t) and t.dep != "parataxis"]
    return verbs[0] if verbs else (tops[0] if tops else None)


def split_points(root: Token, parse: Parse) -> list[int]:
    """Token indices where a coordinated proposition of its own begins: "…, and the army has left"."""
    points = []
    for clause in root.conjuncts()[1:]:
        if clause.pos not in CLAUSAL or clause.head is None:
            continue
        own_subject = any(c.dep in {"nsubj", "nsubjpass", "expl"} for c in clause.children)
        own_tense = any(c.dep in {"aux", "auxpass"} and c.lower != "to" for c in clause.children) and clause.tag != "VB"
        before = parse.tokens[clause.left - 1] if clause.left > 0 else None
        between = [parse.tokens[n].text for n in range(max(clause.left - 2, 0), clause.left)]
        fenced = "," in between or ";" in between or (before is not None and before.text in {";", "\u2014", "--"})
        that = parse.tokens[clause.left].lower == "that" and parse.tokens[clause.left].dep == "mark"
        if (own_subject and (fenced or that)) or (own_tense and clause.right - clause.left >= 5 and not own_subject):
            points.append(clause.left)
    return sorted(points)


def without_contrast(parts: list[Interval], root: Token, parse: Parse) -> list[Interval]:
    """A content without the clause that sets it against something else ("…, while the army denied it")."""
    for c in root.children:
        opens = parse.tokens[c.left]
        if c.dep == "advcl" and c.i > root.i and opens.lower in {"while", "whereas"} and c.left > 0:
            own = any(k.dep in SUBJECTS for k in c.children)
            if own and parse.tokens[c.left - 1].text == ",":
                return [(a, min(b, c.left - 1)) for a, b in parts if a < c.left]
    return parts


def cut(parts: list[Interval], points: list[int]) -> list[list[Interval]]:
    """A content cut at token indices, into one content a proposition."""
    pieces: list[list[Interval]] = [[]]
    for first, last in parts:
        at = first
        for point in points:
            if at < point <= last:
                pieces[-1].append((at, point - 1))
                pieces.append([])
                at = point
        pieces[-1].append((at, last))
    return [p for p in pieces if p]
