"""Commands of `zachte-landing` beyond the first ones: one module each, with `add(commands)`."""
