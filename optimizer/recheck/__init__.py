"""The parts of the independent checker: rules, joint rules and figures, written from the values alone."""
