"""UCDP GED: `profiles` writes the files, `row` makes a row of an event; the other modules each fill some columns."""
