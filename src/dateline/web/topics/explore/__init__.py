"""The case by one filter: as a table, on a map, in time, between actors."""
