"""Many dossiers: a store that forgets nothing, links between reports, the ledger of contradictions, situation views."""
