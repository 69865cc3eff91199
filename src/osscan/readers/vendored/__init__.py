"""Readers of what was copied into a tree."""
