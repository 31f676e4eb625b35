"""Reports to work on, and adding more."""
