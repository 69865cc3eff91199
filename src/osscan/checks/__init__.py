"""Checks of a project before it is published, and of what a vendor delivers."""
