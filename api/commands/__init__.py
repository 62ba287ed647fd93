"""Commands of `zachte-landing`, one per module, each with a function that adds it to the others."""
