"""Who is named, what they take part in, and how they stand to one another."""
