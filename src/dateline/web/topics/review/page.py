"""The page of a report under review."""

from __future__ import annotations

from fastapi import APIRouter

PAGES = APIRouter()
