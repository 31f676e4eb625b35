"""Reviewing: what the reader proposes, what people decide of it, and what stands then."""
