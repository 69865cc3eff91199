"""Readers of Ruby's bundles and gems."""
