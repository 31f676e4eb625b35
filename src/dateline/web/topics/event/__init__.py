"""One happening: every value with who says it, who disagrees, how it came about, and what a person decides of it."""
