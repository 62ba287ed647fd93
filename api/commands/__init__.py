"""The commands of `zachte-landing` that came after the first: a module each, with one function `add(commands)`."""
