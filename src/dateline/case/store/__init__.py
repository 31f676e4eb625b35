"""Where a case is kept: one schema, SQLite by default, PostgreSQL with PostGIS by URL, behind the narrow `Store`."""
