"""Who somebody is, and what each role may see and do: the one place for it."""
