"""Speed and quality, measured apart; every figure in the README comes from a command in here."""
