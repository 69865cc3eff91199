"""Frozen values that every floor may hold: no I/O, no language, no third-party import."""
