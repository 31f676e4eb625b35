"""Who asks a server in tests: somebody whom it does not know; somebody who goes through a list."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from fastapi import APIRouter, FastAPI, UploadFile
from fastapi.testclient import TestClient

from dateline.case.store.protocol import Store
from dateline.web.desk import AtDesk, Coder, Publisher, Reader
from dateline.web.settings import ServeSettings
from tests.web.conftest import client_of

ONCE = "the-one-time-token"


class Clock:
    """A clock that tests turn."""

    def __init__(self) -> None:
        self.now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


@contextmanager
def stranger(store: Store, **more: Any) -> Iterator[TestClient]:
    """Somebody who has not come in, at a server with a route for each role."""
    client = client_of(store, ServeSettings("case", who="AB", token=ONCE, **more))
    assert isinstance(client.app, FastAPI)
    client.app.include_router(tried())
    with client:
        yield client


def paged(client: TestClient, path: str) -> Iterator[dict[str, Any]]:
    """The items of a list, page by page as the answers lead from one to the next."""
    after: Any = 0
    while after is not None:
        told = client.get(f"{path}&after={after}").json()
        yield from told["items"]
        after = told["next"]


def tried() -> APIRouter:
    """Routes that tell who asked."""
    router = APIRouter()

    @router.get("/tried/read")
    def read(person: Reader) -> str:
        return person.name

    @router.post("/tried/code")
    @router.post("/api/v1/tried/code")
    def code(person: Coder) -> str:
        return person.name

    @router.get("/tried/publish")
    def publish(person: Publisher) -> str:
        return person.name

    @router.post("/tried/files")
    async def files(person: Coder, file: UploadFile) -> int:
        return len(await file.read())

    @router.get("/tried/fault")
    def fault(desk: AtDesk) -> str:
        raise RuntimeError("a fault of the program")

    return router
