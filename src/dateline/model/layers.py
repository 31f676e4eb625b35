"""The layers between text and records: what `annotate` marks, `resolve` grounds and `extract` builds from.

Every layer element carries code-point offsets into `Document.text`. Nothing here is written to a dossier.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from dateline.model.values import Quantity
from dateline.model.vocabulary import ActorKind, PlaceKind, Plover, SourceKind, Stance


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression and what its words mean, not yet set against a publication date.

    `form` names the grammar rule ("weekday", "month-day", "ago", "last-unit" …), `fields` its values.
    """

    start: int
    end: int
    text: str
    form: str
    fields: tuple[tuple[str, str | int], ...] = ()

    def get(self, name: str) -> str | int | None:
        return dict(self.fields).get(name)


@dataclass(frozen=True, slots=True)
class Counted:
    """A number with what it counts: "around 100 soldiers" -> best 100, hedge about, unit "soldiers".

    `start`/`end` cover the whole phrase, `number_start`/`number_end` the numeral alone; `noun` is the index of the
    token that is counted (None where the text leaves it out), `per` a second unit ("of them").
    """

    start: int
    end: int
    number_start: int
    number_end: int
    value: Quantity
    unit: str
    noun: int | None
    what: str | None = None
    """An AmountWhat where the unit alone decides it (km, percent, dollars, months), else None."""


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name or description in the text. `head` is the index of its head token, `hint` the kind that the words
    around it give ("Deir e-Zor province" -> province)."""

    start: int
    end: int
    name: str
    head: int
    hint: PlaceKind | None = None
    dateline: bool = False
    """Where the report was filed: a place of the report, never the place of an event."""
    within: str | None = None
    """The container the text puts after it ("Sarmada, Syria")."""
    rule: str = ""
    """Which reading found it ("typed", "located", "label", "again", "adjective", "dateline")."""
    known: bool = True
    """Whether the gazetteer has the name."""
    word: str = ""
    """The type word, in lower case ("Taji base" -> "base")."""


@dataclass(frozen=True, slots=True)
class SourcePhrase:
    """The words that name a source: "a rebel source close to the operation"."""

    start: int
    end: int
    head: int
    kind: SourceKind
    pronoun: bool = False
    name: tuple[int, int] | None = None
    """The proper name within (or beside) the phrase, without titles."""
    plural: bool = False
    definite: bool = False
    anonymity: tuple[int, int] | None = None
    """The words by which the report says that this source is not named."""
    role: tuple[int, int] | None = None
    """Words that say what the source is ("Minister of Health", "the head of the observatory")."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Source, cue, content. `source` is None where the speaker must come from the sentences before (`carried`)."""

    source: SourcePhrase | None
    cue: tuple[int, int] | None
    content: tuple[tuple[int, int], ...]
    quoted: bool
    stance: Stance
    rule: str
    via: tuple[SourcePhrase, ...] = ()
    addressee: tuple[int, int] | None = None
    act: Plover | None = None
    said: tuple[int, int] | None = None
    """The words that may date the saying ("on Friday"), within the cue phrase."""
    carried: bool = False
    """No cue of its own: the speaker of what was said before goes on."""
    medium: str | None = None
    """Lemma of the document the words were said in ("said in a statement")."""


MentionForm = Literal["named", "nominal", "pronoun"]


@dataclass(slots=True, eq=False)
class Mention:
    """A mention of an actor: `start`/`end` the noun phrase without its clauses, `head` its head token's index.

    `key` is what decides identity within the report; `owner` the state or group whose force it is ("US" in "US
    forces"); `kind` the actor kind that head, catalogue or engine give.
    """

    start: int
    end: int
    head: int
    form: MentionForm
    kind: ActorKind
    key: str
    name: str
    rule: str
    catalogue: str | None = None
    owner: str | None = None
    number: int = 2
    """Grammatical number: 1 singular, 2 plural or collective."""
    head_class: str = ""
    """The noun class that heads the phrase ("rebel" in "US-backed rebel forces"), which a bare noun may repeat."""
    tags: frozenset[str] = field(default_factory=frozenset)
