"""Leaks: secrets, key material, personal data and internals in files and in the whole git history, always redacted."""
