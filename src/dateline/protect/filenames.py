"""Whether the name of a file or of its folder gives away a person to hide ("interview_amal_garang.docx")."""

from __future__ import annotations

from dateline.model.dossier import Dossier
from dateline.protect.finder import Finder
from dateline.protect.identities import WITHHELD, hidden_persons
from dateline.protect.patterns import Plan
from dateline.protect.policy import Policy


def gives_away(name: str, dossier: Dossier, policy: Policy) -> bool:
    """Whether a path, or the address of a page, holds a name, a contact or a description that the policy hides.

    As in addresses of the web, parts of names count in lower case too.
    """
    if policy.reveal:
        return False
    people = hidden_persons(dossier, policy.protect)
    if not people:
        return Finder().leaks_in_url(name)
    plan = Plan(dossier, people, [WITHHELD] * len(people), [])
    return plan.finder(hide_contacts=True, hide_coordinates=False).leaks_in_url(name)
