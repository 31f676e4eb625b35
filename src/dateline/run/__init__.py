"""The same reading over many reports: batches that lose nothing and can be resumed."""
