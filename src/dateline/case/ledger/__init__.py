"""What many claims make together: independent voices, numbers by a named rule, contradictions, what supersedes what."""
