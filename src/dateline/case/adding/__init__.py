"""Adding reports to a case: every reader, each report once, copies told apart, nobody's name in the clear who is
protected."""
