"""The imperative shell: HTTP, pages, storage, jobs, sign-in, reports, command line."""
