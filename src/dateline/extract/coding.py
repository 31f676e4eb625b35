"""How a frame is coded: PLOVER contexts, the ACLED pair, the UCDP type, whether it happened."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.annotate.mentions import ARMED
from dateline.annotate.stance import Modality
from dateline.codebook.tables import plover_contexts
from dateline.extract import fittings
from dateline.extract.casualties import Toll
from dateline.extract.context import Context
from dateline.extract.frame import Frame
from dateline.model.records import Coding
from dateline.model.vocabulary import EventStatus

STATE = frozenset({"state", "military", "police", "government"})


def code(context: Context, frame: Frame, deaths: Sequence[Toll]) -> Coding:
    """The codes of a frame whose dead are known."""
    row = frame.row
    return Coding(
        row.plover, row.plover_mode, _contexts(context, frame), _acled(context, frame), _ucdp(context, frame, deaths)
    )


def _contexts(context: Context, frame: Frame) -> tuple[str, ...]:
    """PLOVER contexts whose cue words stand in the clause, in the codebook's order."""
    lemmas = {t.lemma for t in fittings.tokens_of(context, frame)}
    return tuple(name for name, words in plover_contexts().items() if lemmas & set(words))


def _acled(context: Context, frame: Frame) -> str | None:
    """The ACLED pair that the lexicon gives, settled by who takes part (ACLED codebook 2024, event types)."""
    pair = frame.row.acled
    doers = {context.actors.kind_of(a) for a, _ in frame.doers}
    done_to = {context.actors.kind_of(a) for a, _ in frame.done_to}
    if pair == "Battles/Non-state actor overtakes territory" and doers & STATE:
        return "Battles/Government regains territory"
    if pair == "Battles/Armed clash" and frame.row.directed and done_to and not done_to & (ARMED | STATE):
        return "Violence against civilians/Attack"
    return pair


def status_of(context: Context, frame: Frame, claims: tuple[str, ...], *, zero: bool) -> EventStatus:
    m = frame.modality
    stances = {context.claims.stance_of(c) for c in claims}
    if Modality.DENIED in m or (Modality.NEGATED in m and not zero):
        return "denied"
    if Modality.INTENDED in m or Modality.FUTURE in m or Modality.DEMANDED in m:
        return "planned"
    if (
        "intended" in stances
        and stances == {"intended"}
        and frame.verb.tag in {"VB", "VBP", "VBZ", "VBG"}
        and Modality.ONGOING not in m
    ):
        return "planned"
    if Modality.POSSIBLE in m or Modality.HYPOTHETICAL in m:
        return "possible"
    if Modality.ALLEGED in m or stances == {"alleged"}:
        return "alleged"
    return "ongoing" if Modality.ONGOING in m else "happened"


def _ucdp(context: Context, frame: Frame, tolls: Sequence[Toll]) -> int | None:
    """UCDP type of violence (GED codebook 19.1, section 2.1): only where somebody was killed."""
    if frame.row.plover != "ASSAULT" or not any(t.low or t.best or t.hedge == "heavy" for t in tolls):
        return None
    doers = {context.actors.kind_of(a) for a, _ in frame.doers}
    done_to = {context.actors.kind_of(a) for a, _ in frame.done_to}
    if not doers:
        return None
    if done_to and not done_to & (ARMED | {"state", "government"}):
        return 3
    if doers & STATE or done_to & STATE:
        return 1
    return 2 if done_to else None
