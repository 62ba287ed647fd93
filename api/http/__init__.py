"""How the API speaks HTTP, the same for every route: problems, bodies, versions, keys, lists, maps and its own document."""
