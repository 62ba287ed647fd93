"""The domain and the mathematics: a Round in, a Proposal out; no files, no web, no coordinates."""
