"""Where a dwelling, facility or anchor lies: by code, coordinates, or postcode and house number."""
