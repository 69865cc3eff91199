"""Stored reports read back: JSON becomes the same values that were written, whatever the language was."""
