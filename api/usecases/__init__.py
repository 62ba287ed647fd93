"""What people can do: one verb per module, used by pages, routes and command line alike."""
