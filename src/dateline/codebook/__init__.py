"""PLOVER, ACLED and UCDP as data, and the event lexicon that drives the reader."""
