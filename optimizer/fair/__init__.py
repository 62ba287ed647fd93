"""Whether every group is served alike: groups, an exact test against chance, and what may be published."""
