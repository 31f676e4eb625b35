"""The key of a case: who holds its file can open what was sealed, and makes the same pseudonyms again.

One secret, an age X25519 identity (https://age-encryption.org/v1) in a file that only its owner may read. Pseudonyms
are made with a key derived from it, so that there is one thing to keep and one to lose. A key that takes the place of
another keeps the pseudonyms of the first (a line more in its file): else a source would be two persons, before and
after, in the case and in all that was ever given out of it.
"""

from __future__ import annotations

import hmac
import os
import stat
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, Final

from dateline.errors import InputError, OutputError
from dateline.files import KEY_MARK

_PURPOSE: Final = b"dateline case pseudonyms 1"
_KEPT: Final = "DATELINE-PSEUDONYMS-"
_LONGEST: Final = 10_000
"""Bytes of a key's file."""
_ADVICE: Final = (
    "Without it what was sealed cannot be opened, and new reports cannot be added under the same pseudonyms."
)


class CaseKey:
    """Seals and opens, and names. Its secret is in no message and no repr."""

    __slots__ = ("_identity", "pseudonym_key", "recipient")

    def __init__(self, secret: str, pseudonyms: bytes | None = None) -> None:
        """`pseudonyms` are those of the key whose place it takes. Raises `ValueError` where `secret` is no age
        identity."""
        from pyrage import IdentityError, x25519

        try:
            self._identity = x25519.Identity.from_str(secret.strip())
        except IdentityError as exc:
            raise ValueError("no age identity") from exc
        self.recipient = str(self._identity.to_public())
        """What others may know: enough to seal for this key."""
        self.pseudonym_key = pseudonyms or hmac.new(secret.strip().encode(), _PURPOSE, sha256).digest()

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

    def unseal_stream(self, sealed: BinaryIO, plain: BinaryIO) -> None:
        """As `unseal`, for what is larger than memory; what was written before a fault is not to be trusted."""
        from pyrage import DecryptError, decrypt_io

        try:
            decrypt_io(sealed, plain, [self._identity])
        except DecryptError as exc:
            raise ValueError("sealed for another key, or damaged") from exc
        except OSError as exc:
            if exc.errno is not None:
                raise
            raise ValueError("damaged or cut off") from exc  # age's own word for a block that does not fit


def make_key(path: Path, pseudonyms: bytes | None = None) -> CaseKey:
    """A new key in a new file that only its owner may read. Raises `OutputError` where a file is there already."""
    from pyrage import x25519

    identity = x25519.Identity.generate()
    lines = [
        "# The key of a Dateline case: keep it apart from the case, and never lose it.",
        f"# public: {identity.to_public()}",
        str(identity),
        *([f"{_KEPT}{pseudonyms.hex()}"] if pseudonyms else []),
    ]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(number, "w") as stream:
            stream.write("\n".join(lines) + "\n")
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as exc:
        raise OutputError(str(path), f"the key cannot be written: {exc.strerror or exc}.") from exc
    return CaseKey(str(identity), pseudonyms)


def load_key(path: Path) -> CaseKey:
    """The key in a file. Raises `InputError` where there is none, it is none, or others may read it."""
    try:
        with path.open("rb") as stream:
            mode = os.fstat(stream.fileno()).st_mode
            lines = stream.read(_LONGEST).decode().splitlines()
    except (OSError, UnicodeDecodeError) as exc:
        reason = (exc.strerror or str(exc)) if isinstance(exc, OSError) else "it is no text"
        raise InputError(str(path), f"the key of the case cannot be read: {reason}.", _ADVICE) from exc
    if os.name == "posix" and stat.S_IMODE(mode) & 0o077:
        raise InputError(
            str(path),
            f"others on this machine may read or change it (mode {stat.S_IMODE(mode):o}), so it is not used.",
            f"Take that from them: chmod 600 '{path}'. If others may have read it, make a new key: "
            "dateline protect CASE --new-key FILE.",
        )
    secret = next((line for line in lines if line.startswith(KEY_MARK)), "")
    kept = next((line.removeprefix(_KEPT) for line in lines if line.startswith(_KEPT)), "")
    try:
        return CaseKey(secret, bytes.fromhex(kept))
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
    return Path(f"{Path(case)}.key")
