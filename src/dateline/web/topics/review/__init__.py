"""One report under review: its text, its records, and deciding on them."""
