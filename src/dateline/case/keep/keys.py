"""The key of a case: who holds its file can open what was sealed, and makes the same pseudonyms again.

One secret, an age X25519 identity (https://age-encryption.org/v1) in a file that only its owner may read. Pseudonyms
are made with a key derived from it, so that there is one thing to keep and one to lose.
"""

from __future__ import annotations

import hmac
import os
from hashlib import sha256
from pathlib import Path
from typing import Final

from dateline.errors import InputError, OutputError

_PURPOSE: Final = b"dateline case pseudonyms 1"
_MARK: Final = "AGE-SECRET-KEY-"
_ADVICE: Final = (
    "Without it what was sealed cannot be opened, and new reports cannot be added under the same pseudonyms."
)


class CaseKey:
    """Seals and opens, and names. Its secret is in no message and no repr."""

    __slots__ = ("_identity", "pseudonym_key", "recipient")

    def __init__(self, secret: str) -> None:
        """Raises `ValueError` where `secret` is no age identity."""
        from pyrage import IdentityError, x25519

        try:
            self._identity = x25519.Identity.from_str(secret.strip())
        except IdentityError as exc:
            raise ValueError("no age identity") from exc
        self.recipient = str(self._identity.to_public())
        """What others may know: enough to seal for this key."""
        self.pseudonym_key = hmac.new(secret.strip().encode(), _PURPOSE, sha256).digest()

    def __repr__(self) -> str:
        return f"<CaseKey of {self.recipient}>"

    def __reduce__(self) -> str:
        raise TypeError("A case's key is not written by accident: copy its file.")

    def seal(self, data: bytes) -> bytes:
        """Encrypted for whoever holds this key."""
        from pyrage import encrypt

        return bytes(encrypt(data, [self._identity.to_public()]))

    def unseal(self, sealed: bytes) -> bytes:
        """What was sealed. Raises `ValueError` where it was sealed for another key, or damaged."""
        from pyrage import DecryptError, decrypt

        try:
            return bytes(decrypt(sealed, [self._identity]))
        except DecryptError as exc:
            raise ValueError("sealed for another key, or damaged") from exc


def make_key(path: Path) -> CaseKey:
    """A new key in a new file that only its owner may read. Raises `OutputError` where a file is there already."""
    from pyrage import x25519

    identity = x25519.Identity.generate()
    told = "# The key of a Dateline case: keep it apart from the case, and never lose it."
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(number, "w") as stream:
            stream.write(f"{told}\n# public: {identity.to_public()}\n{identity}\n")
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as exc:
        raise OutputError(str(path), f"the key cannot be written: {exc.strerror or exc}.") from exc
    return CaseKey(str(identity))


def load_key(path: Path) -> CaseKey:
    """The key in a file. Raises `InputError` where there is none, or it is none."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as exc:
        reason = (exc.strerror or str(exc)) if isinstance(exc, OSError) else "it is no text"
        raise InputError(str(path), f"the key of the case cannot be read: {reason}.", _ADVICE) from exc
    secret = next((line for line in lines if line.startswith(_MARK)), None)
    try:
        return CaseKey(secret or "")
    except ValueError as exc:
        raise InputError(str(path), "holds no key of a case.", _ADVICE) from exc


def key_path(case: str) -> Path:
    """Where the key of a case is looked for: beside its file, or by the case's name in the user's own folder where the
    case is a database's. `DATELINE_CASE_KEY` names another file."""
    from platformdirs import user_data_path

    given = os.environ.get("DATELINE_CASE_KEY")
    if given:
        return Path(given)
    if "://" in case:
        return user_data_path("dateline") / "keys" / f"{sha256(case.encode()).hexdigest()[:16]}.key"
    return Path(f"{case}.key")
