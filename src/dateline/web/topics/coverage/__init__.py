"""Which outlets were heard when, and where nobody was."""
