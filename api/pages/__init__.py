"""The Dutch web application: what each page says, and the routes to it."""
