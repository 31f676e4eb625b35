"""Noun phrases that name or describe an actor: heads from the catalogue's lexicon, owners, "X-backed" modifiers.

Each mention gets a `key`; mentions with equal keys are the same actor within the report. Anaphora ("the group", "the
regime") get keys that start with "?" and are settled by `resolve.actors`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dateline.annotate.cues import name_words
from dateline.annotate.modifiers import anaphors, armed_words, modifiers
from dateline.annotate.names import Name, is_ordinal
from dateline.annotate.place_words import contexts, place_types
from dateline.catalogue.lookup import Catalogue, Head
from dateline.model.layers import Mention, MentionForm
from dateline.model.parse import Parse, Token
from dateline.model.vocabulary import ActorKind

ARMED: frozenset[str] = frozenset({"rebel group", "militia", "military", "coalition", "police"})
OWNING: frozenset[str] = frozenset({"rebel group", "militia", "military", "coalition", "government", "police", "other"})


def find_mentions(parse: Parse, names: dict[int, Name], catalogue: Catalogue) -> list[Mention]:
    """Actor mentions in text order, at most one per head token."""
    found: dict[int, Mention] = {}
    for first, last, head in parse.chunks:
        mention = _of_chunk(parse, names, catalogue, first, last, head)
        if mention is not None and found.setdefault(mention.head, mention) is mention:
            found.update({m.head: m for m in _co_owned(parse, names, mention, first)})
    _inner(parse, names, catalogue, found)
    for name in dict.fromkeys(names.values()):
        mention = _of_name(parse, name)
        if mention.head not in found and not any(i in found for i in range(name.first, name.last)):
            found[mention.head] = mention
    return sorted(found.values(), key=lambda m: (m.start, m.end))


def _co_owned(parse: Parse, names: dict[int, Name], mention: Mention, first: int) -> Iterator[Mention]:
    """The forces of the states named before the last one: "Russian and Syrian forces" are two forces in one phrase."""
    if mention.form != "nominal" or mention.owner is None or mention.number != 2 or mention.owner not in mention.key:
        return
    owners = [names[i] for i in range(first, mention.head) if i in names and names[i].kind == "state"]
    for name in dict.fromkeys(owners):
        after = parse.tokens[name.last].lower if name.last < mention.head else ""
        if name.key != mention.owner and after in {"and", ",", "or"}:
            key = mention.key.replace(mention.owner, name.key)
            yield replace(mention, start=parse.tokens[name.first].start, head=name.first, key=key, owner=name.key)


INNER_KINDS = frozenset({"government", "military", "police", "coalition", "rebel group", "militia"})


def _inner(parse: Parse, names: dict[int, Name], catalogue: Catalogue, found: dict[int, Mention]) -> None:
    """Actors inside a phrase: "the regime's attacks", "coalition airstrikes", "army positions"."""
    for t in parse.tokens:
        if (
            t.dep not in {"poss", "compound"}
            or t.i in names
            or t.i in found
            or t.pos not in {"NOUN", "PROPN"}
            or t.head is None
        ):
            continue
        known = catalogue.head(t.lemma)
        if known is None or (
            t.dep == "compound" and (known.kind not in INNER_KINDS or known.number == "person" or t.head.i in found)
        ):
            continue
        if known.kind == "state" or t.lemma in place_types() or (known.kind == "other" and known.number == "group"):
            continue
        if known.number == "thing":
            continue  # "helicopter gunships"
        first = min(t.left, t.i)
        while first < t.i and parse.tokens[first].tag in {"DT", "PRP$", "PDT"}:
            first += 1
        found[t.i] = _nominal(parse, names, first, t.i, known, catalogue)


def _head_of_name(parse: Parse, name: Name) -> int:
    """The token of the name whose head lies outside the name."""
    for i in range(name.last - 1, name.first - 1, -1):
        head = parse.tokens[i].head
        if parse.tokens[i].text[:1].isalnum() and (head is None or not name.first <= head.i < name.last):
            return i
    return name.last - 1


def _of_name(parse: Parse, name: Name) -> Mention:
    start, end = parse.tokens[name.first].start, parse.tokens[name.last - 1].end
    if (
        name.adjective
        and parse.tokens[name.last - 1].tag in {"NNPS", "NNS"}
        and (name.first == 0 or parse.tokens[name.first - 1].lower != "the")
        and not _not_one(parse, name.first)
    ):
        return Mention(
            start,
            end,
            name.last - 1,
            "nominal",
            "civilians",
            f"g:{name.key}:people",
            name.text,
            "demonym",
            head_class="people",
        )
    if name.adjective and _one_of_them(parse, name):
        i, key = name.last - 1, f"i:{name.key}:person:{name.last - 1}"
        return Mention(start, end, i, "nominal", "person", key, name.text, "demonym", None, name.key, number=1)
    return Mention(
        start, end, _head_of_name(parse, name), "named", name.kind, name.key,
        name.entry.name if name.entry else name.text, name.rule,
        name.entry.key if name.entry else None, None, number=1 if name.kind == "person" else 2,
        tags=frozenset({"adjective"} if name.adjective else ()),
    )  # fmt: skip


def _one_of_them(parse: Parse, name: Name) -> bool:
    """ "A Palestinian rammed his car …": one person of a people, where no noun follows that the adjective is of."""
    last = parse.tokens[name.last - 1]
    before = parse.tokens[name.first - 1].lower if name.first > 0 else ""
    stands = last.tag in {"NN", "NNP", "JJ"} and last.dep in {"nsubj", "nsubjpass", "dobj", "pobj", "conj"}
    return stands and before in {"a", "an", "another"}


def _of_chunk(
    parse: Parse, names: dict[int, Name], catalogue: Catalogue, first: int, last: int, head: int
) -> Mention | None:
    token = parse.tokens[head]
    while (first < head and parse.tokens[first].tag in {"DT", "PRP$", "PDT"}) or parse.tokens[
        first
    ].text in "([“\"‘'”’)]–—-•*":
        first += 1
        if first >= head:
            break
    for i in range(head - 1, first, -1):
        if parse.tokens[i].text == "," and parse.tokens[i - 1].pos == "PROPN":
            first = i + 1  # "MOKHA, Yemeni troops": the words before the comma are no part of the phrase
            break
    before = names.get(first - 1)
    if (
        before is not None
        and before.kind in OWNING
        and parse.tokens[first - 1].sent == token.sent
        and parse.tokens[first].start - parse.tokens[first - 1].end == 1
    ):
        first = before.first  # "NRF forces moved": the parser may take the name for a verb
    name = names.get(head)
    if name is not None and name.last >= head + 1:
        return _named_chunk(parse, names, catalogue, name, min(first, head), head)
    known = known_head(parse, head, catalogue) if token.pos in {"NOUN", "PROPN", "ADJ"} else None
    if known is None or known.kind == "state" or token.lemma in place_types():
        return None
    if (token.lemma in name_words("house") or known.lemma == "town hall") and not _acts(token):
        return None
    if known.kind == "other" and known.number == "group" and not known.armed and " " not in known.lemma:
        return None  # "hospital", "majority", "side": bodies only under a name of their own
    if token.lemma == "head" and any(c.dep == "nummod" for c in token.children):
        return None  # "400 head of cattle"
    if _told_press(token) or _not_one(parse, head):
        return None  # "he told reporters", "non-combatants"
    mention = _nominal(parse, names, min(first, head), head, known, catalogue)
    if known.number == "thing" and mention.owner is None:
        return None  # "a helicopter", "a convoy": a force only where it says whose
    if mention.kind == "international organisation" and mention.owner is None:
        return None  # "870 missions"
    if (
        token.lemma in GENERIC
        and known.lemma == token.lemma
        and not _armed_group(parse, mention, first, head, catalogue)
    ):
        return None  # "business groups"
    return mention


def _not_one(parse: Parse, head: int) -> bool:
    return head > 1 and parse.tokens[head - 1].text == "-" and parse.tokens[head - 2].lower == "non"


def _told_press(token: Token) -> bool:
    """Whether they are only those whom somebody tells something: "told reporters", "said to journalists"."""
    above = token.head
    if token.lemma not in name_words("press") or token.tag != "NNS" or above is None:
        return False
    told = token.dep in {"dobj", "dative", "iobj"} and above.lemma in contexts()["say"]
    return told or (token.dep == "pobj" and above.lower in {"to", "with"})


def _acts(token: Token) -> bool:
    return token.dep in {"nsubj", "poss"} or (
        token.dep == "pobj" and token.head is not None and token.head.dep == "agent"
    )


def known_head(parse: Parse, i: int, catalogue: Catalogue) -> Head | None:
    """What the noun at token i heads, with the word before it where the two say more ("aid group")."""
    token = parse.tokens[i]
    before = parse.tokens[i - 1] if i > 0 else None
    if before is not None and before.sent == token.sent and before.dep in {"compound", "amod"}:
        pair = catalogue.head(f"{before.lower} {token.lemma}")
        if pair is not None:
            return pair
    return catalogue.head(token.lemma)


GENERIC = frozenset(
    {"group", "organisation", "organization", "network", "movement", "formation", "unit", "wing", "front", "cell"}
)
"""Heads that name an armed group only with a word that says so, an owner that is one, or as "the group"."""


def _armed_group(parse: Parse, mention: Mention, first: int, head: int, catalogue: Catalogue) -> bool:
    if mention.key.startswith(("?", "n:", "o:")) or any(not t.startswith("control:") for t in mention.tags):
        return True
    before = parse.tokens[first:head]
    known = [catalogue.head(t.lemma) for t in before]
    return any(t.lemma in armed_words() for t in before) or any(
        h is not None and h.kind in {"rebel group", "militia"} for h in known
    )


def _named_chunk(
    parse: Parse, names: dict[int, Name], catalogue: Catalogue, name: Name, first: int, head: int
) -> Mention | None:
    """A chunk headed by a name; a person keeps the title ("Gen. Saleh") in the mention's span."""
    mention = _of_name(parse, name)
    mention.head = head
    mention.tags |= frozenset(_hyphen_tags(parse, names, catalogue, first, name.first))
    if name.kind == "person":
        mention.start = parse.tokens[_described_from(parse, names, catalogue, first, name.first)].start
    return mention


def _described_from(parse: Parse, names: dict[int, Name], catalogue: Catalogue, first: int, name: int) -> int:
    """Where the words for a person begin: title and description before the name belong to it ("British aid worker X",
    "U.S. Secretary of State X"), a possessor does not ("Turkey's president X")."""
    start = name
    while start > first and (
        catalogue.title(parse.tokens[start - 1].text) or parse.tokens[start - 1].text[:1].isupper()
    ):
        start -= 1
    before = parse.tokens[first:name]
    if not before or any(t.tag in {"POS", "CC", ",", ":"} or t.pos in {"VERB", "SCONJ"} for t in before):
        return start
    if any(t.i in names and names[t.i].kind != "state" for t in before):
        return start
    told = any((h := catalogue.head(t.lemma)) is not None and h.number == "person" for t in before)
    return first if told or any(catalogue.title(t.text) for t in before) else start


def _nominal(parse: Parse, names: dict[int, Name], first: int, head: int, known: Head, catalogue: Catalogue) -> Mention:
    token = parse.tokens[head]
    owner = _owner(parse, names, first, head)
    tags = _hyphen_tags(parse, names, catalogue, first, head)
    number = 1 if known.number == "person" and token.tag in {"NN", "NNP"} else 2
    if number == 1 and token.lemma in name_words("voice") and owner is not None and owner.kind in BODIES | VOICED:
        number = 2  # "a Pentagon spokesman" is the Pentagon speaking
    kind: ActorKind = known.kind
    peaceful = (
        owner is not None and known.number == "thing" and owner.kind in {"international organisation", "ngo", "media"}
    )
    start = parse.tokens[first].start
    key = (
        owner.key if owner is not None and peaceful else _key(parse, first, head, known, owner, tags, number, catalogue)
    )
    numbers = [t.lower for t in parse.tokens[first:head] if is_ordinal(t)]
    if numbers and key.startswith("g:"):
        key = f"{key}:{' '.join(numbers)}"  # "the Russian 5th Brigade" is not the 132nd
    class_ = _class(parse, first, token, known, catalogue)
    by_class = catalogue.head(class_)
    if owner is not None and (peaceful or (key == owner.key and token.lemma in name_words("agent of a body"))):
        kind, class_ = owner.kind, ""  # "a Unicef convoy" is Unicef's, and no force
    elif owner is not None and owner.kind in OWNING and key.startswith(("n:", "o:")):
        kind = owner.kind
    elif key.startswith("?coalition"):
        kind = "coalition"
    elif number == 1:
        kind = "person"
    elif kind in ARMED and by_class is not None and by_class.kind in ARMED:
        kind = by_class.kind
    elif token.lemma in name_words("speaks for"):
        kind = _body_behind(parse, first, head, catalogue) or kind
    form: MentionForm = "nominal"
    text = " ".join(parse.text[start : token.end].split())
    entry = owner.entry if key.startswith("n:") and owner is not None else None
    if kind == "coalition" and (entry := catalogue.find(text)) is not None:
        key = f"n:{entry.key}"  # "US-led coalition": a description that is also a name
    return Mention(
        start, token.end, head, form, kind, key, entry.name if entry else text, "head", entry.key if entry else None,
        owner.key if owner else None, number, class_, frozenset(tags),
    )  # fmt: skip


VOICED = frozenset({"international organisation", "ngo", "rebel group", "militia", "coalition"})
BODIES = frozenset({"government", "military", "police"})


def _body_behind(parse: Parse, first: int, head: int, catalogue: Catalogue) -> ActorKind | None:
    """The kind of the body that several people speak for: "ministry sources", "army officials"."""
    if parse.tokens[head].lemma not in name_words("speaks for"):
        return None
    known = [catalogue.head(t.lemma) for t in parse.tokens[first:head]]
    return next((h.kind for h in reversed(known) if h is not None and h.kind in BODIES), None)


def _owner(parse: Parse, names: dict[int, Name], first: int, head: int) -> Name | None:
    """The state or group whose force it is: inside the phrase, or after "of" ("the government of Yemen")."""
    for i in range(head - 1, first - 1, -1):
        name = names.get(i)
        if name is not None and name.kind != "person" and not _in_hyphen(parse, names, i):
            return name
    for prep in parse.tokens[head].all("prep"):
        obj = prep.child("pobj")
        if (
            prep.lower in {"of", "from", "within"}
            and obj is not None
            and obj.i in names
            and names[obj.i].kind not in {"person", "media"}
        ):
            return names[obj.i]
    return None


def _in_hyphen(parse: Parse, names: dict[int, Name], i: int) -> bool:
    """Whether the name at token i is the left side of "X-backed" or the right side of "pro-X"."""
    name = names[i]
    after, before = name.last, name.first - 1
    tokens = parse.tokens
    if after + 1 < len(tokens) and tokens[after].text in "-–" and tokens[after].start == tokens[after - 1].end:
        return tokens[after + 1].lower in modifiers()
    if after < len(tokens) and tokens[after].lower.startswith("-") and tokens[after].lower[1:] in modifiers():
        return True
    return before > 0 and tokens[before].text in "-–" and tokens[before - 1].lower in SIDES


SIDES = {"pro": "pro", "anti": "anti", "counter": "anti"}
"""What stands before "-X" for those who are with X or against it."""


def _hyphen_tags(parse: Parse, names: dict[int, Name], catalogue: Catalogue, first: int, head: int) -> list[str]:
    """As in "backs:s:US" for "US-backed", "pro:regime" for "pro-regime", in text order."""
    tags = []
    tokens = parse.tokens
    for i in range(first, head):
        word = tokens[i].lower
        if word in modifiers() and i >= 2 and tokens[i - 1].text in "-–":
            name = names.get(i - 2)
            left = name.key if name else tokens[i - 2].lower
            tags.append(f"{modifiers()[word]}:{left}")
            if tokens[i + 1].lower == "and" and tokens[i + 2].lower in modifiers() and i + 2 < head:
                tags.append(f"{modifiers()[tokens[i + 2].lower]}:{left}")  # "UAE-trained and armed rebels"
        elif word in SIDES and tokens[i + 1].text in "-–" and i + 2 <= head:
            name = names.get(i + 2)
            tags.append(f"{SIDES[word]}:{name.key if name else tokens[i + 2].lower}")
        elif word.startswith(("pro-", "anti-", "counter-")):
            side, _, left = word.partition("-")
            tags.append(f"{SIDES[side]}:{left}")
        elif "-" in word and word.rpartition("-")[2] in modifiers():  # "U.S.-led", one token
            left, _, participle = tokens[i].text.rpartition("-")
            entry = catalogue.find(left)
            whole = (
                f"s:{entry.key}"
                if entry is not None and entry.kind == "state"
                else f"n:{entry.key}"
                if entry
                else left.lower()
            )
            tags.append(f"{modifiers()[participle.lower()]}:{whole}")
    return tags


def _key(
    parse: Parse,
    first: int,
    head: int,
    known: Head,
    owner: Name | None,
    tags: list[str],
    number: int,
    catalogue: Catalogue,
) -> str:
    """What decides identity: an armed group's fighters are the group; a state's troops are its military."""
    token = parse.tokens[head]
    if number == 1:
        return f"i:{owner.key if owner else ''}:{token.lemma}:{token.i}"
    if owner is not None and token.lemma in name_words("agent of a body") and owner.kind in BODIES | VOICED:
        return owner.key  # "Unicef sources", "KFOR spokesmen"
    if (
        owner is not None
        and owner.kind in OWNING
        and (known.armed or known.kind in ARMED or token.lemma in {"member", "leader", "leadership"})
    ):
        return owner.key
    class_ = _class(parse, first, token, known, catalogue)
    sides = sorted({_side(t) for t in tags if not t.startswith(("control:", "leads:"))})
    if known.kind in ARMED and any(t.startswith("pro:") for t in sides):
        return f"g:{sides[0]}"
    if known.kind == "coalition":
        return f"?coalition:{token.i}"
    if sides:
        return f"g:{'+'.join(sides)}:{class_}"
    if owner is not None:
        return f"g:{owner.key}:{class_}"
    return _ownerless_key(parse, first, token, known, class_)


def _own_force(token: Token, known: Head) -> bool:
    """ "Its troops", "their fighters": the force of somebody named before."""
    return known.kind in ARMED and any(c.tag == "PRP$" and c.lower in {"its", "their"} for c in token.children)


def _ownerless_key(parse: Parse, first: int, token: Token, known: Head, class_: str) -> str:
    qualified = [
        t
        for t in parse.tokens[first : token.i]
        if t.dep in {"compound", "amod", "nmod", "poss"} and t.pos != "NUM" and t.lemma not in VAGUE
    ]
    if known.kind in ARMED and any(t.lemma in {"coalition", "alliance"} for t in qualified):
        return f"?coalition:{token.i}"
    if _own_force(token, known):
        return f"?own:{token.i}"
    definite = first > 0 and parse.tokens[first - 1].lower in {"the", "this", "that", "these", "those", "both"}
    plain = all((t.pos == "ADJ" and t.text.islower()) or t.lower in armed_words() for t in qualified)
    if definite and token.lemma in anaphors() and (not qualified or (plain and token.lemma in GENERIC)):
        return f"?{anaphors()[token.lemma]}:{token.i}"
    if known.kind == "government" and qualified and known.number == "group":
        proper = any(t.pos == "PROPN" for t in qualified)
        if proper and token.lemma in GOVERNING:
            return f"?government:{token.i}"
        words = qualified if proper else qualified[-1:]
        return f"g::{' '.join([t.lower for t in words] + [token.lemma])}"
    if known.kind == "civilians":
        return f"g::{class_}{_of_where(token)}{_how_many(token)}"
    if known.kind in {"rebel group", "militia"} or class_ != known.kind or not qualified:
        return f"g::{class_}"
    return f"g::{' '.join(t.lemma for t in qualified)} {class_}"


def _how_many(token: Token) -> str:
    """As in " 15" for "15 civilians": people counted apart are other people, unless the figure is the same."""
    count = token.child("nummod")
    if count is not None:
        return f" {count.lower}"
    above = token.head.head if token.dep == "pobj" and token.head is not None and token.head.lower == "of" else None
    return f" {above.lower}" if above is not None and above.tag == "NNS" and above.lemma in CROWDS else ""


CROWDS = frozenset({"dozen", "score", "hundred", "thousand", "million", "ten"})


def _of_where(token: Token) -> str:
    """As in " of mokha" for "the people of Mokha": other people than "the people of Taiz"."""
    for prep in token.all("prep"):
        obj = prep.child("pobj")
        if obj is not None and obj.pos == "PROPN" and prep.lower in {"of", "in", "from", "across"}:
            return f" of {obj.lower}"
    return ""


def _side(tag: str) -> str:
    """As in "US-backed" and "US-trained" are one side; "pro-regime" and "pro-Syrian-regime" too."""
    word, _, key = tag.partition(":")
    if word in {"pro", "anti"}:
        return f"{word}:{'government' if key in {'regime', 'government'} or key.startswith('s:') else key}"
    return f"with:{key}"


GOVERNING = frozenset(
    {"government", "regime", "administration", "authority", "authorities", "junta", "leadership", "state"}
    | {"dictatorship", "monarchy", "executive", "presidency"}
)
"""Heads that mean a state's government as a whole; a ministry, a court or an embassy is a body of its own."""


VAGUE = frozenset(
    {
        "other",
        "local",
        "many",
        "several",
        "some",
        "more",
        "new",
        "own",
        "additional",
        "innocent",
        "armed",
        "numerous",
        "few",
    }
)
"""Adjectives that do not make another actor of a phrase."""


def _class(parse: Parse, first: int, token: Token, known: Head, catalogue: Catalogue) -> str:
    """Heads of one kind are one class ("troops", "forces", "soldiers" of a state); rebels and militias go by the word
    that says which ("rebel forces" and "rebels"; "jihadist insurgents"), others by lemma."""
    if known.kind in ARMED:
        for t in parse.tokens[first : token.i]:
            other = catalogue.head(t.lemma)
            if other is not None and other.kind in {"rebel group", "militia"} and t.pos in {"NOUN", "ADJ", "PROPN"}:
                return t.lemma
    collective = known.kind in {"military", "police"} or token.lemma in GOVERNING
    return known.kind if collective else token.lemma
