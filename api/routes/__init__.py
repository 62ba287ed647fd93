"""The API under /v1: one file for each resource, each route thin: read, use case, write."""
