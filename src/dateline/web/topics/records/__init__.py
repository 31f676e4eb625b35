"""The records of a case for programs: lists and single ones, as JSON, CSV and GeoJSON; decisions on them."""
