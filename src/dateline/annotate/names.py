"""Names of actors in the text: those the catalogue knows, persons, organisations introduced with an acronym.

Works on token indices. Capitals and grammar decide what may be a name; which names are known is the catalogue's data.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dateline.annotate.modifiers import modifiers
from dateline.annotate.place_words import place_types
from dateline.catalogue.lookup import Catalogue, Entry
from dateline.model.parse import Parse, Token
from dateline.model.vocabulary import ActorKind

PARTICLES = frozenset("al el ul ad as ash az an ar at a bin ibn ben abu van von de del da dos la bint ould ag".split())
"""Lower-case words that may stand inside a name ("Walid al-Sharabi", "Liwa a-Sahil")."""
_ACRONYM = re.compile(r"[A-Z][A-Za-z]{0,2}[A-Z0-9][A-Z0-9-]{0,6}$|[A-Z]\.(?:[A-Z]\.)+$")
_JOINERS = frozenset("-–’'")
LOCATIVE = frozenset(
    {"in", "at", "near", "into", "around", "across", "through", "outside", "inside", "north", "south", "east", "west"}
)
"""Prepositions whose object, without a title, is a place rather than a person."""
MIN_SURNAME = 2
"""Letters that a part of a name must exceed to stand for the person."""


@dataclass(frozen=True, slots=True)
class Name:
    """Tokens first..last (last excluded) naming an actor; `adjective` for a demonym ("Syrian")."""

    first: int
    last: int
    kind: ActorKind
    key: str
    text: str
    rule: str
    entry: Entry | None = None
    adjective: bool = False

    @property
    def country(self) -> str | None:
        return self.entry.country if self.entry else None


def find_names(
    parse: Parse, catalogue: Catalogue, is_place: Callable[[str], bool] = lambda _: False, *, year: int | None = None
) -> dict[int, Name]:
    """Every name, under the index of each token that it covers. `is_place` keeps towns from being taken for persons,
    `year` (of the report) a group from being taken for its namesake of another time."""
    found: dict[int, Name] = {}
    words = [t.text for t in parse.tokens]
    _known(parse, catalogue, words, found, year)
    _introduced(parse, catalogue, found)
    _persons(parse, catalogue, found, is_place)
    _surnames(parse, found)
    _organisations(parse, catalogue, found)
    return found


def _put(found: dict[int, Name], name: Name) -> None:
    for i in range(name.first, name.last):
        found[i] = name


def _known(parse: Parse, catalogue: Catalogue, words: list[str], found: dict[int, Name], year: int | None) -> None:
    """Catalogue names and demonyms, longest first; shared acronyms go to a body of a country that the report names."""
    countries = _countries(catalogue, words)
    for sentence in parse.sentences:
        i = sentence.first
        while i < sentence.last:
            name = _known_at(parse, catalogue, words, i, countries, year)
            if name is None or name.last > sentence.last:
                i += 1
                continue
            _put(found, name)
            i = name.last


def _countries(catalogue: Catalogue, words: list[str]) -> tuple[str, ...]:
    """ISO codes of every state that the report names or whose adjective it uses, the most named first."""
    found = Counter[str]()
    for i in range(len(words)):
        if not words[i][:1].isupper():
            continue
        for hit in (catalogue.longest_at(words, i), catalogue.adjective_at(words, i)):
            if hit is not None and hit[1].kind == "state":
                found.update(hit[1].countries)
    return tuple(code for code, _ in found.most_common())


def _known_at(
    parse: Parse, catalogue: Catalogue, words: list[str], i: int, countries: tuple[str, ...], year: int | None
) -> Name | None:
    left, _, participle = words[i].rpartition("-")
    if left and participle.lower() in modifiers():  # "U.S.-led", one token: the name is its left part
        owner = catalogue.find(left)
        if owner is not None and owner.kind == "state":
            return Name(i, i + 1, "state", f"s:{owner.key}", left, "catalogue", owner, adjective=True)
    hit, demonym = catalogue.longest_at(words, i, countries, year), catalogue.adjective_at(words, i)
    adjective = demonym is not None and (hit is None or demonym[0] > hit[0])
    chosen = demonym if adjective else hit
    if chosen is None:
        return _shared_at(parse, catalogue, words, i) or _capital_at(parse, catalogue, i)
    length, entry = chosen
    if entry.kind == "media" and length == 1 and _inside_another(parse, i):
        return None
    if length == 1 and entry.kind in NAMED_LIKE_PERSONS and _given_name(parse, i):
        return None
    led = next((k for k in range(i, i + length) if words[k].lower() in {"led", "backed"}), None)
    if entry.kind == "coalition" and led is not None and led > i:
        leader = words[i : led - 1]  # the phrase is read by its head
        hit = catalogue.longest_at(leader, 0, countries) or catalogue.adjective_at(leader, 0)
        if hit is None:
            return None
        length, entry = hit
    text = parse.text[parse.tokens[i].start : parse.tokens[i + length - 1].end]
    key = f"s:{entry.key}" if entry.kind == "state" else f"n:{entry.key}"
    if entry.kind == "military" and entry.country is not None and entry.part_of in {None, entry.country}:
        key = f"g:s:{entry.country}:military"
    return Name(i, i + length, entry.kind, key, text, "catalogue", entry, adjective)


def _inside_another(parse: Parse, i: int) -> bool:
    """ "Umm Safa": a short name of an outlet that is only the last word of another name."""
    before = parse.tokens[i - 1] if i > parse.sentence_of(parse.tokens[i]).first else None
    part = before is not None and before.dep == "compound" and before.head is parse.tokens[i]
    return part and before is not None and before.pos == "PROPN" and before.text[1:].islower()


NAMED_LIKE_PERSONS = frozenset({"militia", "rebel group", "other", "coalition"})
"""Kinds of actors whose short names people bear too ("Amal", "Jihad")."""


def _given_name(parse: Parse, i: int) -> bool:
    """ "Amal Garang": a group's short name that a family name follows is a person's, where the engine says so too."""
    t, after = parse.tokens[i], parse.tokens[i + 1] if i + 1 < len(parse.tokens) else None
    if after is None or after.sent != t.sent or not t.text[1:].islower():
        return False
    named = after.pos == "PROPN" and after.text[:1].isupper() and after.start - t.end == 1
    return named and t.ent == after.ent == "PERSON"


def _shared_at(parse: Parse, catalogue: Catalogue, words: list[str], i: int) -> Name | None:
    """An acronym of several groups of one kind, where the report does not tell which: a group without an entry."""
    shared = catalogue.shared_at(words, i)
    if shared is None or not words[i].isupper():
        return None
    text = parse.text[parse.tokens[i].start : parse.tokens[i + shared[0] - 1].end]
    return Name(i, i + shared[0], shared[1], f"o:{fold(text)}", text, "shared acronym")


SUFFERING = frozenset({"see", "witness", "suffer", "experience", "endure", "have", "host"})


def _capital_at(parse: Parse, catalogue: Catalogue, i: int) -> Name | None:
    """A capital that says or does something ("Washington said"): its state. Two-word capitals are left as places."""
    t = parse.tokens[i]
    if t.pos != "PROPN" or t.dep != "nsubj" or t.head is None or t.head.pos != "VERB" or t.children:
        return None
    if t.head.lemma in SUFFERING or t.head.child("dobj", "ccomp", "xcomp") is None:
        return None  # "Tripoli fell", "Kyiv saw its worst night"
    entry = catalogue.state_by_capital(t.text)
    return Name(i, i + 1, "state", f"s:{entry.key}", t.text, "capital", entry) if entry is not None else None


def name_run(parse: Parse, last: int, first: int) -> int:
    """Index of the first token of the run of capitalised words that ends at token `last`, not before `first`."""
    i = last
    while i > first:
        before = parse.tokens[i - 1]
        if before.text[:1].isupper() or before.text in _JOINERS or (
            before.lower in PARTICLES and i - 2 >= first and parse.tokens[i - 2].text[:1].isupper()
        ):  # fmt: skip
            i -= 1
        else:
            break
    while i < last and (not parse.tokens[i].text[:1].isalnum() or parse.tokens[i].tag == "DT"):
        i += 1
    return i


def fold(text: str) -> str:
    """Letters and digits only, lower case: the key of a name that no catalogue knows."""
    return re.sub(r"[^\w]+", " ", text.casefold()).strip()


def _introduced(parse: Parse, catalogue: Catalogue, found: dict[int, Name]) -> None:
    """'National Resistance Forces (NRF)': a name with its acronym in brackets; both stand for the same organisation."""
    tokens = parse.tokens
    acronyms: dict[str, Name] = {}
    for i in range(2, len(tokens) - 1):
        if tokens[i - 1].text != "(" or tokens[i + 1].text != ")" or not _ACRONYM.match(tokens[i].text):
            continue
        last = i - 2
        if _body_of_its_own(parse, catalogue, last, tokens[i].text, found.get(last)):
            continue  # "DAMASCUS, Syria (AP)"
        if last in found:
            name = found[last]
            alias = Name(i, i + 1, name.kind, name.key, tokens[i].text, "acronym", name.entry)
        elif tokens[last].text[:1].isupper():
            first = _run_before(parse, last, found, tokens[i].text)
            text = parse.text[tokens[first].start : tokens[last].end]
            kind = _kind_of_run(parse, catalogue, first, last, found)
            name = Name(first, last + 1, kind, f"o:{fold(text)}", text, "introduced")
            _put(found, name)
            alias = Name(i, i + 1, kind, name.key, tokens[i].text, "acronym")
        else:
            continue
        acronyms[tokens[i].text] = alias
    for i, t in enumerate(tokens):
        alias_of = acronyms.get(t.text)
        if alias_of is not None and (i not in found or found[i].key != alias_of.key):
            found[i] = Name(i, i + 1, alias_of.kind, alias_of.key, t.text, "acronym", alias_of.entry)


def _body_of_its_own(parse: Parse, catalogue: Catalogue, last: int, acronym: str, before: Name | None) -> bool:
    """Whether the acronym is known for another body than the one named before the bracket."""
    own = catalogue.find(acronym)
    if own is None or (before is not None and own.key in before.key):
        return False
    return own.kind == "media" or not _initials_fit(parse, last, acronym)


def _initials_fit(parse: Parse, last: int, acronym: str) -> bool:
    """Whether the capitalised words that end at `last` may be what the acronym stands for."""
    sentence = parse.sentence_of(parse.tokens[last])
    first = name_run(parse, last, sentence.first)
    letters = acronym.replace(".", "").lower()
    return any(parse.tokens[k].lower[:1] == letters[:1] for k in range(first, last + 1))


def _run_before(parse: Parse, last: int, found: dict[int, Name], acronym: str) -> int:
    """Where the spelled-out name starts: the run of capitals, cut to as many words as the acronym has letters."""
    sentence = parse.sentence_of(parse.tokens[last])
    first = name_run(parse, last, sentence.first)
    while first < last and first in found:
        first += 1
    letters = acronym.replace(".", "").lower()
    starts = [
        k
        for k in range(first, last + 1)
        if parse.tokens[k].lower[:1] == letters[:1] and parse.tokens[k].text[0].isupper()
    ]
    return starts[0] if starts else first


def _kind_of_run(parse: Parse, catalogue: Catalogue, first: int, last: int, found: dict[int, Name]) -> ActorKind:
    """Kind of an unknown organisation, from its words, or from the noun that introduces it ("the rebel group X")."""
    for i in range(last, first - 1, -1):
        head = catalogue.head(parse.tokens[i].lemma)
        if head is not None and head.number != "person":
            return head.kind
    for i in range(first - 1, max(-1, first - 4), -1):
        head = catalogue.head(parse.tokens[i].lemma)
        if head is not None and head.number != "person":
            return _armed_faction(parse, i, head.kind, found)
    appositive = _appositive_kind(parse, catalogue, last)
    return appositive or "other"


def _armed_faction(parse: Parse, i: int, kind: ActorKind, found: dict[int, Name]) -> ActorKind:
    """A "faction" or "group" takes the kind of the armed group that it is a faction of."""
    before = found.get(i - 1)
    if kind in {"other", "rebel group"} and before is not None and before.kind not in {"state", "person"}:
        return before.kind if before.kind != "coalition" else "rebel group"
    return kind


def _appositive_kind(parse: Parse, catalogue: Catalogue, last: int) -> ActorKind | None:
    for child in parse.tokens[last].children:
        if child.dep == "appos":
            head = catalogue.head(child.lemma)
            if head is not None and head.number != "person":
                return head.kind
    return None


def _persons(parse: Parse, catalogue: Catalogue, found: dict[int, Name], is_place: Callable[[str], bool]) -> None:
    """Titled names, names after "named"/"identified as", and what the engine takes for persons."""
    for first, last in _person_runs(parse, catalogue, found, is_place):
        while first < last - 1 and (parse.tokens[first].text in _JOINERS or _is_title(parse.tokens[first], catalogue)):
            first += 1
        last = _over_nickname(parse, last)
        if any(i in found for i in range(first, last)) or not parse.tokens[last - 1].text[:1].isalpha():
            continue
        text = parse.text[parse.tokens[first].start : parse.tokens[last - 1].end]
        _put(found, Name(first, last, "person", f"p:{fold(text)}", text, "person"))


def _over_nickname(parse: Parse, last: int) -> int:
    """The end of 'Ali "the Eagle" Saleh': a quoted nickname and the capitalised word after it belong to the name."""
    tokens = parse.tokens
    if last + 2 >= len(tokens) or tokens[last].text not in OPENING:
        return last
    for close in range(last + 2, min(last + 5, len(tokens) - 1)):
        if (
            tokens[close].text in CLOSING
            and tokens[close + 1].text[:1].isupper()
            and tokens[close + 1].sent == tokens[last - 1].sent
        ):
            return close + 2
    return last


OPENING, CLOSING = frozenset("“\"‘'("), frozenset("”\"’')")


def _is_title(token: Token, catalogue: Catalogue) -> bool:
    return catalogue.title(token.text) is not None


def _person_runs(
    parse: Parse, catalogue: Catalogue, found: dict[int, Name], is_place: Callable[[str], bool]
) -> Iterator[tuple[int, int]]:
    yield from _titled_runs(parse, catalogue, found)
    yield from _told_runs(parse, catalogue, found, is_place)
    for entity in parse.entities:
        if entity.label != "PERSON":
            continue
        inside = parse.within(entity.start, entity.end)
        if inside and inside[-1].text in {"’s", "'s", "’"}:
            inside = inside[:-1]
        if len(inside) > 1 and inside[0].pos == "ADP":
            inside = inside[1:]
        if not inside or inside[0].i in found or not inside[0].text[:1].isupper() or _placed(parse, inside):
            continue
        if inside[-1].dep == "pobj" and inside[-1].head is not None and inside[-1].head.lower in LOCATIVE:
            continue
        acts = any(t.dep == "nsubj" for t in inside)
        text = parse.text[inside[0].start : inside[-1].end]
        if _looks_personal(inside, catalogue) and (acts or not is_place(text)):
            yield inside[0].i, inside[-1].i + 1


def _placed(parse: Parse, inside: list[Token]) -> bool:
    """ "The town of X", "X district": the words beside the name say that it is a place."""
    first, last = inside[0].i, inside[-1].i
    before = first > 1 and parse.tokens[first - 1].lower == "of" and parse.tokens[first - 2].lemma in place_types()
    after = last + 1 < len(parse.tokens) and parse.tokens[last + 1].lemma in place_types()
    return before or after


def _looks_personal(inside: list[Token], catalogue: Catalogue) -> bool:
    """Not a place with a type word after it, not a modifier of a noun ("Khor Abu Sen district", "Lubero forces")."""
    tail = inside[-1]
    if (
        tail.dep in {"compound", "nmod", "amod"}
        and tail.head is not None
        and tail.head.i > tail.i
        and tail.head.pos != "PROPN"
    ):
        return False
    if len(inside) == 1:
        acts = tail.dep == "nsubj" and tail.head is not None and tail.head.pos in {"VERB", "AUX"}
        return acts and tail.pos == "PROPN" and catalogue.head(tail.lemma) is None
    return all(t.pos in {"PROPN", "PUNCT", "ADP", "X", "PART", "NOUN", "DET"} for t in inside)


def _told_runs(
    parse: Parse, catalogue: Catalogue, found: dict[int, Name], is_place: Callable[[str], bool]
) -> Iterator[tuple[int, int]]:
    """Names that the sentence shows to be a person's, whatever the recogniser calls them: "X, who …", "X, 28, …"."""
    bodies = Counter(parse.text[e.start : e.end] for e in parse.entities if e.label == "ORG")
    for t in parse.tokens:
        if t.pos != "PROPN" or t.i in found or not t.text[:1].isupper() or catalogue.head(t.lemma) is not None:
            continue
        first = t.i
        while first and _compounds(parse.tokens[first - 1], t):
            first -= 1
        inside = parse.tokens[first : t.i + 1]
        if any(x.i in found or x.pos != "PROPN" or _is_title(x, catalogue) for x in inside):
            continue
        shown = len(inside) > 1 and (any(c.dep == "relcl" and _who(c) for c in t.children) or _office(t, catalogue))
        after = t.dep == "conj" and t.head is not None and t.head.i in found and found[t.head.i].kind == "person"
        listed = after and len(inside) > 1 and t.ent != "GPE"
        if (
            shown
            or listed
            or _aged(t, parse)
            or (_speaks(t) and bodies[t.text] < SURE and not is_place(parse.text[inside[0].start : t.end]))
        ):
            yield first, t.i + 1


SURE = 2
"""How often the recogniser must call a word an organisation for it to be none of a person."""


def _compounds(part: Token, name: Token) -> bool:
    return part.head is name and part.dep == "compound" and part.pos == "PROPN"


def _office(t: Token, catalogue: Catalogue) -> bool:
    """ "X Y, a former mayor of Z", "his interpreter X Y": a noun for one person stands with the name."""
    beside = [c for c in t.children if (c.dep == "appos" and c.i > t.i) or (c.dep == "compound" and c.tag == "NN")]
    known = [catalogue.head(c.lemma.lower()) for c in beside if c.tag in {"NN", "NNP"}]
    return any(h is not None and h.number == "person" for h in known)


def _speaks(t: Token) -> bool:
    """The subject of a word of speech, with nothing before it ("Idris said")."""
    return (
        t.dep == "nsubj"
        and t.tag == "NNP"
        and t.head is not None
        and t.head.lemma in {"say", "tell", "add"}
        and not t.text.isupper()
        and all(c.dep in {"compound", "punct", "appos", "relcl"} for c in t.children)
    )


def _who(clause: Token) -> bool:
    return any(c.lower == "who" and c.dep in {"nsubj", "nsubjpass"} for c in clause.children)


def _aged(t: Token, parse: Parse) -> bool:
    """A bare number between commas behind a name is an age."""
    behind = parse.tokens[t.i + 1 : t.i + 4]
    if len(behind) < len(", 28 ,".split()) or behind[0].text != "," or behind[2].text not in {",", "."}:
        return False
    return behind[1].text.isdigit() and int(behind[1].text) <= OLDEST and behind[1].sent == t.sent


OLDEST = 110


def _ends_title(parse: Parse, token: Token, catalogue: Catalogue) -> bool:
    """Whether a title of three words ends here ("Secretary of Defense")."""
    first = parse.tokens[max(0, token.i - 2)]
    return parse.tokens[token.i - 1].lower == "of" and catalogue.title(parse.text[first.start : token.end]) is not None


def _titled_runs(parse: Parse, catalogue: Catalogue, found: dict[int, Name]) -> Iterator[tuple[int, int]]:
    """A title or a "named" before a run of capitals: "Gen. Ahmed Saleh", "a spokesman named Idris"."""
    tokens = parse.tokens
    for t in tokens:
        nxt = t.i + 1
        if nxt >= len(tokens) or nxt in found or tokens[nxt].sent != t.sent or not tokens[nxt].text[:1].isupper():
            continue
        if not (
            _is_title(t, catalogue)
            or _ends_title(parse, t, catalogue)
            or t.lower in {"named", "called"}
            or (t.lower == "as" and tokens[t.i - 1].lower in {"himself", "herself"})
        ):
            continue
        if (
            _is_title(tokens[nxt], catalogue)
            or tokens[nxt].pos not in {"PROPN", "NOUN", "X", "ADJ"}
            or (tokens[nxt].text.isupper() and t.lower == "as")
        ):
            continue
        last = nxt + 1
        while last < len(tokens) and last not in found and tokens[last].sent == t.sent and (
            (tokens[last].text[:1].isupper() and tokens[last].pos in {"PROPN", "NOUN", "X"})
            or ((tokens[last].text in _JOINERS or tokens[last].lower in PARTICLES)
            and last + 1 < len(tokens) and (tokens[last + 1].text[:1].isupper() or tokens[last + 1].text in _JOINERS))
        ):  # fmt: skip
            last += 1
        titled = [i for i in range(nxt, last) if _is_title(tokens[i], catalogue)]
        if not titled:
            yield nxt, last


def _surnames(parse: Parse, found: dict[int, Name]) -> None:
    """Later mentions by the last name alone, or by any two parts of the full name."""
    by_last: dict[str, Name] = {}
    for name in dict.fromkeys(found.values()):
        if name.kind == "person" and name.last - name.first > 1:
            for part in (parse.tokens[name.last - 1].text, parse.tokens[name.first].text):
                if len(part) > MIN_SURNAME:
                    by_last.setdefault(part, name)
    for t in parse.tokens:
        full = by_last.get(t.text)
        if full is None or (t.i in found and (found[t.i].kind != "person" or found[t.i].last - found[t.i].first > 1)):
            continue
        found[t.i] = Name(t.i, t.i + 1, "person", full.key, t.text, "surname")


def _organisations(parse: Parse, catalogue: Catalogue, found: dict[int, Name]) -> None:
    """Capitalised phrases that end in a word for an organisation ("Coastal Health Ministry")."""
    for first, _, head in parse.chunks:
        t = parse.tokens[head]
        if head in found or not t.text[:1].isupper() or t.pos not in {"PROPN", "NOUN"}:
            continue
        known = catalogue.head(t.lemma) or catalogue.head(t.lower)
        if known is None or known.number == "person" or t.dep == "compound":
            continue
        start = name_run(parse, head, first)
        if start != head and start > first and is_ordinal(parse.tokens[start - 1]):
            start -= 1  # "the 5th Motorized Rifle Brigade"
        if start == head or _owned_force(parse, start, head, known.kind, found):
            continue
        end = _run_after(parse, head)
        text = parse.text[parse.tokens[start].start : parse.tokens[end].end]
        _put(found, Name(start, end + 1, known.kind, f"o:{fold(text)}", text, "organisation"))


def is_ordinal(token: Token) -> bool:
    """Whether it is a number that tells one unit from another ("5th")."""
    return token.text[:1].isdigit() and token.lower.lstrip("0123456789") in {"st", "nd", "rd", "th"}


def _run_after(parse: Parse, head: int) -> int:
    """Last token of a name that goes on after its head: "Commission for Human Rights", "Ministry of Health"."""
    tokens, last = parse.tokens, head
    while last + 2 < len(tokens) and tokens[last + 1].lower in {"of", "for"} and tokens[last + 2].text[:1].isupper():
        last += 2
        while (
            last + 1 < len(tokens)
            and tokens[last + 1].text[:1].isupper()
            and tokens[last + 1].sent == tokens[head].sent
        ):
            last += 1
    return last


def _owned_force(parse: Parse, start: int, head: int, kind: ActorKind, found: dict[int, Name]) -> bool:
    """As in "Norwegian Army", "Norway's Defence Ministry": a state's own force or office, read by its owner; but the
    "Norwegian Refugee Council" is a body of its own name."""
    name = found.get(start)
    if name is None or name.kind != "state":
        return False
    between = sum(parse.tokens[i].text[:1].isupper() for i in range(name.last, head))
    return kind in {"military", "police"} or (kind == "government" and between < 2)
