"""Kinds of document: what is said to whom, made of a report; how it looks is decided by its format."""
