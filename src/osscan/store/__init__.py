"""What outlives a run: the cache of results."""
