"""What may be seen, for whom: everything that shows or writes a dossier passes through here."""

from dateline.protect.policy import OWNER, SHARED, Policy, Redaction, Shown
from dateline.protect.view import show

__all__ = ["OWNER", "SHARED", "Policy", "Redaction", "Shown", "show"]
