"""The one module that reads the codebooks: PLOVER, ACLED, UCDP and the event lexicon, from `codebook/data/*.tsv`.

The columns of `triggers.tsv`:

`lemma`     one lemma, or several with single spaces; in a multiword entry every word is a lemma ("lay down arm")
`pos`       VERB or NOUN (of the first word of a verb phrase, of the last of a noun phrase)
`plover`, `plover_mode`, `acled`   the coding; an empty ACLED cell means that it follows from the event around it.
            "Battles/Non-state actor overtakes territory" stands for either capture: where a state's forces take the
            place it is "Battles/Government regains territory". "Battles/Armed clash" of an attack on civilians is
            "Violence against civilians/Attack".
`needs`     what must be there for an event, several joined by "+" (all of them); empty = nothing. See `NEEDS`.
`lethal`    1 where the word itself means deaths
`directed`  0 where neither side is the doer (clash, talks, agreement)
`act`       1 where the saying is itself the act: a claim with `act`, not an event
`tag`       what happens, in one word, finer than PLOVER
`strength`  strong = nearly always such an event, weak = only with fitting participants
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final, cast

from dateline.errors import DatelineError
from dateline.model.vocabulary import PLOVER_TYPES, Plover

NEEDS: Final[dict[str, str]] = {
    "armed-subject": "the doer is an armed actor, a force, or a state",
    "armed-object": "the one done to is an armed actor or a force",
    "armed-any": "an armed actor, a force or a state takes part, on either side or as a modifier (Turkish operation)",
    "armed-context": "the sentence names an armed actor, a state or a weapon",
    "violent-context": "the sentence, or the one before, tells of violence (another trigger of ASSAULT, a weapon)",
    "explosive-context": "the subject or object explodes: a bomb, mine, device, vehicle, shell, vest, building",
    "authority-subject": "the doer is a government, police, court or army",
    "authority-or-armed-subject": "the doer is an authority or an armed actor",
    "crowd-subject": "the doers are protesters, residents, a crowd, a party",
    "person-subject": "the subject are people, not a force",
    "person-object": "the one done to is a person or people, armed or not",
    "place-object": "the object, or the complement of into, to, over, of, is a place",
    "place-subject": "the subject is a place",
    "place-goal": "a place is the goal: object, or after to, into, towards, across",
    "force-object": "the object is a force, group, troops or a unit",
    "weapon-object": "the object is a weapon, missile, drone, aircraft or device",
    "shell-object": "the object is what a heavy weapon fires: a rocket, missile, shell, mortar",
    "no-object": "the verb stands in the active without an object",
    "thing-object": "the object is a building, vehicle, crop, livestock, property or place, not a person",
    "staff-object": "the object is the staff that somebody has in a place: personnel, workers, a mission",
    "aid-object": "the object is help: aid, food, money, weapons, training, shelter",
    "agreement-object": "the object is an agreement, deal, treaty or decree",
}


@dataclass(frozen=True, slots=True)
class PloverType:
    """A PLOVER type and the modes it may take."""

    name: Plover
    modes: tuple[str, ...]
    gloss: str


@dataclass(frozen=True, slots=True)
class AcledType:
    """One of ACLED's 25 pairs; `pair` is how a dossier writes it."""

    event_type: str
    sub_event_type: str
    gloss: str
    disorder_type: str
    civilian_targeting: str
    """Whether `civilian_targeting` is filled: "always", "never", "if civilians" are one of the two actors."""

    @property
    def pair(self) -> str:
        return f"{self.event_type}/{self.sub_event_type}"


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a codebook table. Raises DatelineError where a row has too few or too many cells."""
    lines = files("dateline.codebook").joinpath("data", name).read_text("utf-8").splitlines()
    header = lines[0].split("\t")
    found = []
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if len(cells) != len(header):
            raise DatelineError(
                f"{name}, line {number}: {len(cells)} cells, expected {len(header)} ({', '.join(header)})."
            )
        found.append(dict(zip(header, cells, strict=True)))
    return found


def as_plover(text: str, where: str) -> Plover:
    """The text as a PLOVER type. Raises DatelineError for any other word."""
    if text not in PLOVER_TYPES:
        raise DatelineError(f"{where}: {text!r} is no PLOVER type. Known: {', '.join(PLOVER_TYPES)}.")
    return cast("Plover", text)


@lru_cache(maxsize=1)
def plover_types() -> dict[Plover, PloverType]:
    """The 16 PLOVER types by name. Raises DatelineError where the table and the contract's vocabulary differ."""
    modes: dict[str, list[str]] = {}
    for r in rows("plover_modes.tsv"):
        modes.setdefault(as_plover(r["type"], "plover_modes.tsv"), []).append(r["mode"])
    found = {
        as_plover(r["type"], "plover_types.tsv"): PloverType(
            as_plover(r["type"], "plover_types.tsv"), tuple(modes.get(r["type"], ())), r["gloss"]
        )
        for r in rows("plover_types.tsv")
    }  # fmt: skip
    if tuple(found) != PLOVER_TYPES:
        raise DatelineError("plover_types.tsv and model/vocabulary.py name different PLOVER types.")
    return found


@lru_cache(maxsize=1)
def plover_contexts() -> dict[str, tuple[str, ...]]:
    """The 37 PLOVER contexts, each with lemmas that are cues for it."""
    return {r["context"]: tuple(r["cues"].split("|")) for r in rows("plover_contexts.tsv")}


@lru_cache(maxsize=1)
def acled_types() -> dict[str, AcledType]:
    """ACLED's 25 pairs by "Event type/Sub-event type"."""
    found = [
        AcledType(r["event_type"], r["sub_event_type"], r["gloss"], r["disorder_type"], r["civilian_targeting"])
        for r in rows("acled_types.tsv")
    ]
    return {t.pair: t for t in found}


@lru_cache(maxsize=1)
def _cameo_roots() -> dict[str, Plover]:
    return {r["root"]: as_plover(r["plover"], "cameo_roots.tsv") for r in rows("cameo_roots.tsv")}


def plover_of_cameo(code: str) -> Plover | None:
    """The PLOVER type of a CAMEO code, by the longest root it begins with; None for what PLOVER dropped (01, 02) and
    for what is no CAMEO code."""
    found = (_cameo_roots().get(code[:n]) for n in (3, 2))
    return next((t for t in found if t is not None), None) if code.isdigit() and len(code) <= 4 else None


@lru_cache(maxsize=1)
def modes_by_means() -> dict[tuple[Plover, str], str]:
    """(PLOVER type, ACLED pair) -> the mode that the pair's means make of it, where the word itself names none."""
    name = "acled_modes.tsv"
    return {(as_plover(r["plover"], name), r["pair"]): r["mode"] for r in rows(name)}


@lru_cache(maxsize=1)
def ucdp_codes() -> dict[str, dict[int, str]]:
    """UCDP's numeric codes by column: type_of_violence, where_prec, date_prec, event_clarity. For whoever reads a
    dossier's `ucdp` and `where_prec`; the reader itself does not ask."""
    found: dict[str, dict[int, str]] = {}
    for r in rows("ucdp_codes.tsv"):
        found.setdefault(r["field"], {})[int(r["code"])] = r["meaning"]
    return found
