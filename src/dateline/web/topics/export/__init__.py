"""Exports: what a format would hold of what is asked for, what it cannot carry, what is hidden; then the file."""
