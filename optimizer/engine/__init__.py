"""A general solver of grouped assignment with objectives in order of importance; knows nothing of housing."""
