"""A large file fetched to the disk, going on where it broke off. The same addresses are refused as for pages.

What has come stands in NAME.part, and beside it in NAME.part.json which file it is of. It goes on only where the server
says that the file is still the same one (If-Range: RFC 9110, section 13.1.5); else it starts anew.
"""

from __future__ import annotations

import hashlib
import json
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from time import monotonic

from dateline.errors import OutputError, SettingsError
from dateline.files import write_whole
from dateline.readers.fetch.addresses import Allow, Resolver, addresses_of, is_public, system_addresses
from dateline.readers.fetch.client import AGENT, HEAD, LED_ON, PIECE, PORTS, Limits, check_step, led_on
from dateline.readers.fetch.url import FetchError, FetchRefused, Url, read_url, shown
from dateline.readers.fetch.wire import Answer, Budget, ask, connected, failures

LARGE = Limits(bytes=1_000_000_000, seconds=3600.0, pause=30.0)
TRIES = 5
"""How often one call goes on with a file that breaks off."""
Tick = Callable[[int, int | None], None]
"""Called with the bytes that have come, and all of them where the server says so."""


@dataclass(frozen=True, slots=True)
class Part:
    """Which file a part is of: address, what tells its versions apart, bytes in all where that is told."""

    url: str
    etag: str = ""
    modified: str = ""
    total: int | None = None

    @property
    def mark(self) -> str:
        """What If-Range sends: only a strong mark says that every byte is the same."""
        return self.etag if self.etag.startswith('"') else self.modified


@dataclass(frozen=True, slots=True)
class Downloaded:
    """A file that has come whole."""

    url: str
    path: Path
    size: int
    sha256: str
    etag: str
    modified: str
    resumed: int
    """Bytes that stood there from an earlier try."""


class _BrokenOff(Exception):
    """The connection ended before the file did."""


def download(
    url: str,
    target: Path,
    *,
    sha256: str | None = None,
    limits: Limits = LARGE,
    resolver: Resolver = system_addresses,
    allow: Allow = is_public,
    trust: ssl.SSLContext | None = None,
    tick: Tick = lambda come, total: None,
) -> Downloaded:
    """Fetch a file to `target`, which stands there only whole. `sha256` is the digest that it must have.

    `resolver`, `allow` and `trust` are as in `fetch`. Raises `FetchRefused`, `FetchError` (what has come is kept and
    the next call goes on) and `OutputError`.
    """
    name = shown(url)
    if trust is not None and (trust.verify_mode != ssl.CERT_REQUIRED or not trust.check_hostname):
        raise SettingsError("trust: certificates and host names are always checked.")
    budget = Budget(name, monotonic() + limits.seconds, limits.seconds, limits.pause)
    work = _Work(url, target, limits, budget, resolver, allow, trust, tick)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        before = work.size()
        part = _tried(work)
        return _whole(work, part, sha256, before)
    except OSError as exc:
        raise OutputError(str(target), f"cannot be written: {exc.strerror or exc}.") from exc


def _tried(work: _Work) -> Part:
    """Go on with the file until it is whole, or the last try breaks off."""
    for _ in range(TRIES):
        try:
            return work.go_on()
        except _BrokenOff:
            work.budget.left()
    come, total = work.size(), (work.part() or Part("")).total
    of = f" of {total:,}" if total is not None else ""
    raise FetchError(
        work.budget.name,
        f"broke off {TRIES} times; {come:,}{of} bytes have come.",
        "The same command goes on from there.",
    )


def _whole(work: _Work, part: Part, sha256: str | None, before: int) -> Downloaded:
    found = hashlib.sha256()
    with work.path.open("rb") as stream:
        while piece := stream.read(1 << 20):
            found.update(piece)
    digest = found.hexdigest()
    if sha256 is not None and digest != sha256.lower():
        work.discard()
        raise FetchError(
            work.budget.name,
            f"has the SHA-256 {digest}, not {sha256.lower()}.",
            "It was thrown away. Ask where the digest is from, or whether the file has changed.",
        )
    size = work.size()
    work.path.replace(work.target)
    work.beside.unlink(missing_ok=True)
    return Downloaded(part.url, work.target, size, digest, part.etag, part.modified, min(before, work.kept))


class _Work:
    """One download: the part on the disk, and asking for the rest of it."""

    def __init__(
        self,
        url: str,
        target: Path,
        limits: Limits,
        budget: Budget,
        resolver: Resolver,
        allow: Allow,
        trust: ssl.SSLContext | None,
        tick: Tick,
    ) -> None:
        self.url, self.target, self.limits, self.budget = url, target, limits, budget
        self._resolver, self._allow, self._trust, self._tick = resolver, allow, trust, tick
        self.path = target.with_name(f"{target.name}.part")
        self.beside = target.with_name(f"{target.name}.part.json")
        self.kept = 0
        """Bytes of an earlier call that were gone on from."""

    def size(self) -> int:
        return self.path.stat().st_size if self.path.is_file() else 0

    def discard(self) -> None:
        self.path.unlink(missing_ok=True)
        self.beside.unlink(missing_ok=True)

    def part(self) -> Part | None:
        """Which file the part on the disk is of; None where it cannot be gone on with."""
        with suppress(OSError, ValueError, TypeError):
            told = Part(**json.loads(self.beside.read_text(encoding="utf-8")))
            if told.url == self.url and told.mark:
                return told
        return None

    def go_on(self) -> Part:
        """One try: the part that is then whole. Raises `_BrokenOff` where it is not."""
        trail: list[Url] = []
        at = read_url(self.url)
        while True:
            trail.append(at)
            found = self._step(at)
            if not isinstance(found, Url):
                return found
            check_step(found, trail, self.limits, self.budget.name)
            at = found

    def _step(self, at: Url) -> Url | Part:
        """Ask one address: where it leads on, or the file."""
        if at.port not in PORTS | self.limits.ports:
            raise FetchRefused(self.budget.name, f"asks for port {at.port}; files are fetched from ports 80 and 443.")
        addresses = addresses_of(at, self.budget.name, self._resolver, self._allow, self.budget.left())
        known, start = self.part(), self.size()
        if known is None or not start:
            known, start = None, 0
        headers = {"Host": at.authority, "User-Agent": AGENT, "Accept": "*/*", "Accept-Encoding": "identity"}
        headers |= {"Range": f"bytes={start}-", "If-Range": known.mark} if known else {}
        try:
            with connected(at, addresses, self.budget, self._trust) as connection:
                self.budget.bytes = HEAD
                answer = ask(connection, at, {**headers, "Connection": "close"})
                if answer.status in LED_ON:
                    return led_on(at, answer, self.budget.name)
                part = self._begun(at, answer, known, start)
                self.budget.bytes = self.limits.bytes + self.limits.bytes // 8 + HEAD
                self._take(answer, part)
        except failures() as exc:
            raise _BrokenOff from exc
        if part.total is not None and self.size() != part.total:
            raise _BrokenOff
        return part

    def _begun(self, at: Url, answer: Answer, known: Part | None, start: int) -> Part:
        """Set the part up for what the answer brings: the rest of the file, or all of it anew."""
        told = answer.headers
        etag, modified = told.get("etag", "").strip()[:500], told.get("last-modified", "").strip()[:100]
        if answer.status == 206 and known is not None:
            if (etag and known.etag and etag != known.etag) or _range(told) != (start, known.total):
                self._restart()
            self.kept = max(self.kept, start)
            return known
        if answer.status == 416:
            self._restart()
        if answer.status != 200:
            raise FetchError(self.budget.name, f"{at.host} answers with {answer.status}.", "Check the address.")
        coding = (told.get("content-encoding", "") + told.get("transfer-encoding", "")).strip().lower()
        if coding not in {"", "identity", "chunked"}:
            raise FetchError(self.budget.name, f"{at.host} sends the file packed ({shown(coding)}) unasked.")
        total = _length(told.get("content-length", ""))
        if total is not None and total > self.limits.bytes:
            raise self._too_large(total)
        part = Part(self.url, etag, modified, total)
        self.discard()
        write_whole(self.beside, json.dumps(asdict(part)).encode())
        self.kept = 0
        return part

    def _restart(self) -> None:
        """Throw the part away and try again: the file is no longer the one it was of."""
        self.discard()
        raise _BrokenOff

    def _take(self, answer: Answer, part: Part) -> None:
        """Write what comes behind the part; it is on the disk whatever ends it."""
        come = self.size()
        while piece := answer.read(PIECE):
            come += len(piece)
            if come > self.limits.bytes:
                raise self._too_large(come)
            self._keep(piece)
            self._tick(come, part.total)
            self.budget.left()

    def _keep(self, piece: bytes) -> None:
        try:
            with self.path.open("ab") as stream:
                stream.write(piece)
        except OSError as exc:
            raise OutputError(str(self.path), f"cannot be written: {exc.strerror or exc}.") from exc

    def _too_large(self, size: int) -> FetchError:
        self.discard()
        return FetchError(
            self.budget.name, f"has {size:,} bytes or more; {self.limits.bytes:,} are allowed.", "Check the address."
        )


def _length(text: str) -> int | None:
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 else None


def _range(headers: dict[str, str]) -> tuple[int | None, int | None]:
    """Where a part begins and how large the whole is: "bytes 500-999/1000"."""
    unit, _, rest = headers.get("content-range", "").strip().partition(" ")
    span, _, total = rest.partition("/")
    return (_length(span.partition("-")[0]), _length(total)) if unit == "bytes" else (None, None)
