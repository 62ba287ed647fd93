"""Why this one, why not that one, and what would change it: everything worked out over one proposal."""
