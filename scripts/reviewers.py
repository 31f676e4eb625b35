"""People who review a case at the same time, each a thread that asks a live server, and the count of what became of it.

What a reviewer was told is kept must be in the case exactly once, whatever happened to the server meanwhile. Every
decision carries a reason of its own, by which it is found again; a decision that got no answer is sent again under the
same key until it gets one.
"""

from __future__ import annotations

import http.client
import json
import random
import secrets
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from dateline.case.opening import open_case_store
from dateline.web.security.accounts import TOKEN, Account, Book, Token, write_book
from dateline.web.security.passwords import hashed

PATIENCE: Final = 60.0
"""Seconds after which a decision that got no answer counts as a fault."""
AGAIN: Final = 0.1
"""Share of decisions that are sent a second time on purpose, as a browser does that missed the answer …"""
BACK: Final = 0.05
"""… and of those that are taken back …"""
SHARED: Final = 0.2
"""… and of reports that several people work on."""
SITTING: Final = 20
"""Decisions before somebody opens another report."""


@dataclass(slots=True)
class Tally:
    """What all reviewers saw. `acknowledged` is reason -> the number in the log that was told."""

    acknowledged: dict[str, int] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)
    opened: list[float] = field(default_factory=list)
    sent_again: int = 0
    refused: int = 0
    """Decisions that were not kept because somebody else had decided (412)."""
    faults: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock, repr=False)


class Served:
    """`dateline serve` as a program of its own, which may be killed, and started again on the same port."""

    def __init__(self, case: Path, accounts: Path) -> None:
        self.command = [sys.executable, "-m", "dateline", "serve", str(case), "--accounts", str(accounts), "--no-open"]
        self.port = 0
        self.program = self._start(self.port)

    def _start(self, port: int) -> subprocess.Popen[str]:
        made = subprocess.Popen([*self.command, "--port", str(port)], stdout=subprocess.PIPE, text=True)
        assert made.stdout is not None
        link = made.stdout.readline().strip()
        if not link:
            raise SystemExit("The server did not start.")
        self.port = urlsplit(link).port or 0
        return made

    def killed(self) -> None:
        """Kill it without warning (kill -9), and start it again."""
        self.program.kill()
        self.program.communicate()
        self.program = self._start(self.port)

    def stop(self) -> int:
        """Stop it as a person would; its exit code."""
        self.program.terminate()
        self.program.communicate(timeout=60)
        return self.program.returncode


@contextmanager
def serving(case: Path, accounts: Path) -> Iterator[Served]:
    served = Served(case, accounts)
    try:
        yield served
    finally:
        served.program.kill()
        served.program.communicate()


def accounts_of(path: Path, count: int) -> dict[str, str]:
    """A file of accounts, and the token of each person. Nobody signs in by password here: one hash does for all."""
    password, tokens, people = hashed(secrets.token_urlsafe()), {}, {}
    for n in range(count):
        name = f"coder {n + 1}"
        tokens[name] = TOKEN + secrets.token_urlsafe(32)
        digest = sha256(tokens[name].encode()).hexdigest()
        token = Token(id=f"{n:08x}", digest=digest, roles=("read", "code"), made="")
        people[name] = Account(password=password, roles=("read", "code"), changed="", tokens=(token,))
    write_book(path, Book(secret=secrets.token_urlsafe(48), people=people))
    return tokens


class Reviewer(threading.Thread):
    """Opens a report, decides on its records one after the other, opens the next one."""

    def __init__(
        self, served: Served, name: str, token: str, reports: Sequence[str], tally: Tally, *, pause: float, seed: int
    ) -> None:
        super().__init__(name=name, daemon=True)
        self.served, self.reports, self.tally, self.pause = served, reports, tally, pause
        self.chance = random.Random(seed)  # noqa: S311 - sample data
        self.headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        self.over = threading.Event()
        self._connection: http.client.HTTPConnection | None = None

    def run(self) -> None:
        try:
            self.over.wait(self.chance.uniform(0, 5 * self.pause))  # people do not all come in the same second
            while not self.over.is_set():
                self._sit()
        except Exception as exc:  # noqa: BLE001 - whatever ends a reviewer is a fault of the trial, and told
            self._fault(f"{self.name} gave up: {exc!r}")
        finally:
            if self._connection is not None:
                self._connection.close()

    def _sit(self) -> None:
        """One report, for a while."""
        report = self.chance.choice(self.reports)
        status, seconds, review = self._asked("GET", f"/api/v1/reports/{report}/review")
        if status != 200:
            self._fault(f"opening a report: {status} {str(review)[:200]}")
            self.over.wait(1)
            return
        with self.tally.lock:
            self.tally.opened.append(seconds)
        seen = {r["id"]: r["revision"] for r in review["records"]}
        for record in self.chance.sample(sorted(seen), min(SITTING, len(seen))):
            if self.over.wait(self.chance.expovariate(1 / self.pause) if self.pause else 0):
                return
            self._decide(report, record, seen)

    def _decide(self, report: str, record: str, seen: dict[str, int]) -> None:
        key = secrets.token_hex(12)
        verb = self.chance.choice(("accept", "unsure"))
        told = {"decisions": [{"verb": verb, "about": record, "reason": key}], "seen": {record: seen[record]}}
        kept = self._sent(f"/api/v1/reports/{report}/decisions", key, told, seen)
        if kept is not None and self.chance.random() < BACK:
            back = secrets.token_hex(12)
            self._sent(f"/api/v1/reports/{report}/undo", back, {"decision": kept, "reason": back}, seen)

    def _sent(self, path: str, key: str, told: dict[str, Any], seen: dict[str, int]) -> str | None:
        """Send it until it is answered; the id of the decision where it was kept."""
        status, seconds, answer = self._asked("POST", path, json.dumps(told), key)
        seen.update({r["id"]: r["revision"] for r in answer.get("records", ())})
        if status == 412:
            with self.tally.lock:
                self.tally.refused += 1
            return None
        if status != 201:
            self._fault(f"deciding: {status} {str(answer)[:200]}")
            return None
        (kept,) = answer["kept"]
        with self.tally.lock:
            self.tally.acknowledged[key] = kept["seq"]
            self.tally.seconds.append(seconds)
        if self.chance.random() < AGAIN:
            self._again(path, key, told, kept["seq"])
        return str(kept["id"])

    def _again(self, path: str, key: str, told: dict[str, Any], seq: int) -> None:
        """The same once more, as if the answer had been lost: the same answer must come."""
        status, _, answer = self._asked("POST", path, json.dumps(told), key)
        with self.tally.lock:
            self.tally.sent_again += 1
        if status != 201 or [k["seq"] for k in answer["kept"]] != [seq]:
            self._fault(f"sent again: {status} {str(answer)[:200]}, not {seq}")

    def _asked(
        self, method: str, path: str, body: str | None = None, key: str | None = None
    ) -> tuple[int, float, dict[str, Any]]:
        """Status, seconds of the try that was answered, and the answer. A server that is away is waited for."""
        headers = self.headers | ({"Idempotency-Key": key} if key else {})
        until = time.monotonic() + PATIENCE
        while True:
            started = time.perf_counter()
            try:
                if self._connection is None:
                    self._connection = http.client.HTTPConnection("127.0.0.1", self.served.port, timeout=PATIENCE)
                self._connection.request(method, path, body, headers)
                answer = self._connection.getresponse()
                read = answer.read()
                if answer.status != 503 or time.monotonic() > until:
                    return answer.status, time.perf_counter() - started, json.loads(read)
            except (OSError, http.client.HTTPException):
                if self._connection is not None:
                    self._connection.close()
                    self._connection = None
                if time.monotonic() > until:
                    raise
            time.sleep(0.05)

    def _fault(self, told: str) -> None:
        with self.tally.lock:
            self.tally.faults.append(told)


def shares(reports: Sequence[str], people: int) -> list[list[str]]:
    """Which reports each works on: some of their own, and some that all do."""
    common = max(1, int(len(reports) * SHARED))
    own = reports[common:]
    return [[*reports[:common], *own[n::people]] for n in range(people)]


def review(
    served: Served, tokens: dict[str, str], reports: Sequence[str], *, seconds: float, kills: int, pause: float,
    seed: int,
) -> Tally:  # fmt: skip
    """Let everybody review for some time, and kill the server now and then."""
    tally = Tally()
    parts = shares(reports, len(tokens))
    people = [
        Reviewer(served, name, token, part, tally, pause=pause, seed=seed + n)
        for n, ((name, token), part) in enumerate(zip(tokens.items(), parts, strict=True))
    ]
    for one in people:
        one.start()
    for _ in range(kills):
        time.sleep(seconds / (kills + 1))
        served.killed()
    time.sleep(seconds / (kills + 1))
    for one in people:
        one.over.set()
    for one in people:
        one.join(2 * PATIENCE)
        if one.is_alive():
            tally.faults.append(f"{one.name} is still waiting for an answer")
    return tally


@dataclass(frozen=True, slots=True)
class Found:
    """What the case says of it."""

    kept: int
    lost: int
    doubled: int
    faults: list[str]


def look(case: Path, tally: Tally) -> Found:
    """Open the case as anybody would, and compare: each acknowledged decision once, under the number that was told."""
    store = open_case_store(case)
    try:
        kept = [(j.reason or "", j.seq) for j in store.judgements()]
        faults = store.verify()
    finally:
        store.close()
    times, numbers = Counter(reason for reason, _ in kept), dict(kept)
    lost = sum(numbers.get(reason) != seq for reason, seq in tally.acknowledged.items())
    return Found(len(kept), lost, sum(n > 1 for n in times.values()), faults)
