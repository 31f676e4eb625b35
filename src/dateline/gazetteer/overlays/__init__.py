"""Places of the user's own beside the packed gazetteer: one file an overlay, added whole or not at all."""
