"""Rules that a row of a dataset must keep, whoever wrote it: pure functions over cells as text."""
