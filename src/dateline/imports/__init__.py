"""Rows of datasets of coded events -> dossiers: a user's coding as claims of that dataset, beside what reports say."""
