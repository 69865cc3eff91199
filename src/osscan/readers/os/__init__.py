"""Readers of what operating systems say of their packages."""
