"""How far coders agree who read the same reports: by field and pair of coders, with the worst cases first."""
