"""Reviewed reports as gold: what people let stand, in the form that readings are measured against."""
