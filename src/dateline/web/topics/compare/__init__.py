"""Two reports side by side: whether they tell of one happening."""
