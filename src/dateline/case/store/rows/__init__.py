"""Rows of a case a page at a time: reports, claims, events … each with what stands beside it."""
