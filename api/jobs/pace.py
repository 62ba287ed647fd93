"""What a worker is told when it starts; apart, because it is needed where nothing of a worker should be loaded."""

from __future__ import annotations

# Seconds without a sign of life after which another worker takes over.
SILENCE_SECONDS = 15
# The address of the database, in the environment and not among the arguments: those everybody on the machine can read.
DATABASE = "ZACHTE_LANDING_DATABASE"
