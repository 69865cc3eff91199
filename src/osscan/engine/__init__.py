"""The stories: one file per job, from a request and an executor to a Report."""
