"""From files as users have them to a Round: tables, the bundled region, boundaries, synthetic rounds."""
