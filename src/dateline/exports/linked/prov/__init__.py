"""W3C PROV: who and what made each record, as statements that both of its notations write."""
