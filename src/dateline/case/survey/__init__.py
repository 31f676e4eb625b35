"""A whole case at a glance: how many happenings fit a filter, where, when, between whom. Counted by rows, in a case of
any size, so that each count is what a view of the filter narrowed to it would show."""
