"""Names -> known actors: states, armed groups and forces, organisations, and the nouns that head actor phrases."""
