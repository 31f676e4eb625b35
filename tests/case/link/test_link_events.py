"""Linking on records made by hand: invented happenings on real geography."""

from __future__ import annotations

from dateline.case.link import link_events


def test_no_reports_make_no_happenings() -> None:
    linked = link_events([])
    assert linked.groups == ()
    assert linked.links == ()
