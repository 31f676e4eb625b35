"""What the checks of reports found, stated beside computed, and what people decide of it."""
