"""An event as one row of typed values, in our own columns: what CSV, Parquet and GeoPackage write, each in its way."""
