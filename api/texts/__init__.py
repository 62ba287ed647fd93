"""What people read of a result in a terminal or a file, in plain Dutch."""
