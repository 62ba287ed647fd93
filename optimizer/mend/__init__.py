"""Repair after a decline or a loss: the next round, with nobody moved and with the fewest moves."""
