"""The pages of a server ask for facts from several threads at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from dateline.case.store.protocol import Store
from dateline.case.views.loading import Facts


def test_threads_that_let_facts_go_for_each_other_all_get_theirs(full: Store) -> None:
    facts = Facts(full, most=1)
    wanted = [r.id for r in full.reports()]
    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(lambda n: facts.of([wanted[n % len(wanted)]]), range(400)))
    assert [list(m) for m in made] == [[wanted[n % len(wanted)]] for n in range(400)]
