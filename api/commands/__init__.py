"""The commands of `zachte-landing` that came after the first, each group in a module with one function `add`."""
