"""Who says something in the case, how often others bear it out, and who is protected."""
