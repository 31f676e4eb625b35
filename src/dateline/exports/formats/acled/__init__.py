"""What fills the columns of an ACLED-like table: actors, day, toll, notes; and rows that are one event made one."""
