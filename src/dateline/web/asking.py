"""What an address asks: a form's empty fields ask nothing; and the address that asks the same but for some of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeVar
from urllib.parse import urlencode

from pydantic import BeforeValidator

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import BaseModel

Told = TypeVar("Told")


def _or_none(told: Told) -> Told | None:
    return told or None


EmptyIsNone: Final = BeforeValidator(_or_none)
"""For a field of a query: a form sends what is not chosen as nothing."""


def queries(asked: BaseModel) -> Callable[..., str]:
    """A function that gives the query of an address ("?q=mortar&sort=name"): what was asked for, with those values
    changed that it is called with. What is as usual is left out, so that an address is short and one thing has one
    address; the first page is meant unless `after` is named."""
    return partial(_query, asked)


def _query(asked: BaseModel, **changed: Any) -> str:
    usual = type(asked)().model_dump()
    first = {"after": 0} if "after" in usual else {}
    told = asked.model_copy(update=first | changed).model_dump()
    return "?" + urlencode({k: "1" if v is True else v for k, v in told.items() if v != usual[k]})
