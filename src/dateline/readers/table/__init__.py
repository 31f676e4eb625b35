"""Tables of reports -> Documents: one report a row, with its metadata, read one by one in bounded memory."""
