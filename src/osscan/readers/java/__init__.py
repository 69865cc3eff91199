"""Formats of the Java world."""
