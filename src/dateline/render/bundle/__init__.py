"""A folder of pages that open from disk: a case, or reports outside a case. No server, no script, nothing loaded."""
