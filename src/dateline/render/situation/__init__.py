"""What a case makes of many reports, as a page and in words: made of a `Situation` alone, without the store."""
