"""One page fetched when the user asks for it: from public addresses only, within limits, kept with hash and time."""
