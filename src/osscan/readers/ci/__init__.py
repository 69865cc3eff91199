"""Readers of what builds and containers refer to."""
