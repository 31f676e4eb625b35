"""The interface against its own description: whatever is sent, sensible or not, the answer is one that it tells of.

schemathesis makes the questions: boundaries of every parameter, then whatever it can think of, allowed by the
description and not. A longer look: SCHEMA_EXAMPLES=500 pytest tests/web/test_schema.py
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from fastapi import FastAPI
from schemathesis import openapi
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema

from dateline.case.opening import open_case_store
from dateline.web.app import create_app
from dateline.web.security.accounts import Accounts
from dateline.web.settings import ServeSettings

EXAMPLES: Final = int(os.environ.get("SCHEMA_EXAMPLES", "3"))
"""Questions of each kind an operation, besides those at the boundaries of each parameter."""
CONFIG: Final[dict[str, Any]] = {
    "seed": 20240503,
    "generation": {"mode": "all", "deterministic": True, "max-examples": EXAMPLES},
    "phases": {"stateful": {"enabled": False}},
    "operations": [
        # the address is that of a report's answers, too, for whoever gets it
        {"include-path": "/api/v1/agreement/{task}/close", "checks": {"allow_header_conformance": {"enabled": False}}}
    ],
    "checks": {
        # what is well formed may still make no sense: a country that is none, a day before the first one; a zero byte
        # is refused at the door
        "positive_data_acceptance": {"expected-statuses": ["2xx", "304", "400", "404", "409", "412", "415", "422"]},
    },
}


@pytest.fixture(scope="module")
def app(demo: Path, accounts_made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    """The workbench over a copy of the demo's case, which may be decided on as it comes."""
    where = tmp_path_factory.mktemp("schema") / "war.dateline"
    shutil.copy(demo, where)
    store = open_case_store(str(where))
    made = create_app(store, ServeSettings(str(where), accounts=accounts_made, names=("testserver",)))
    yield made
    made.state.desk.jobs.close()
    made.state.desk.exports.close()
    made.state.door.close()
    store.close()


def test_every_answer_is_one_that_the_description_tells_of(app: FastAPI, accounts_made: Path) -> None:
    signed = {"Authorization": f"Bearer {Accounts(accounts_made).make_token('AB')}"}
    config = SchemathesisConfig.from_dict({**CONFIG, "headers": signed})
    schema = openapi.from_asgi("/api/v1/openapi.json", app, config=config, headers=signed)
    asked = 0
    wrong: list[str] = []
    for event in from_schema(schema).execute():
        if isinstance(event, events.ScenarioFinished):
            asked += len(event.recorder.interactions)
            wrong += [told for name in event.recorder.checks for told in _failures(event.recorder, name)]
        elif isinstance(event, events.NonFatalError | events.FatalError):
            wrong.append(str(event.value if isinstance(event, events.NonFatalError) else event.exception))
    operations = sum(len(path) for path in app.openapi()["paths"].values())
    assert asked > operations * 10
    assert not wrong, f"{len(wrong)} of {asked} answers\n\n" + "\n\n".join(dict.fromkeys(wrong))


def _failures(recorder: Any, name: str) -> list[str]:
    """What checks say of one question."""
    return [
        f"{recorder.label} {check.name}: {check.failure_info.failure}\n{check.failure_info.code_sample}"
        for check in recorder.checks[name]
        if check.failure_info is not None
    ]


def test_the_description_names_every_operation_and_how_each_may_fail(app: FastAPI) -> None:
    described = app.openapi()
    operations = [o for path in described["paths"].values() for o in path.values()]
    names = [o["operationId"] for o in operations]
    assert len(set(names)) == len(names)
    assert not [o["operationId"] for o in operations if not (o.get("description") and o.get("summary"))]
    problems = [r for o in operations for status, r in o["responses"].items() if status[0] in "45"]
    assert problems
    assert not [r for r in problems if list(r["content"]) != ["application/problem+json"]]
