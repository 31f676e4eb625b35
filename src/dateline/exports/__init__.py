"""Dossiers in the formats that others use, one file a format."""
