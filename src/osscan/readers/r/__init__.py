"""Readers for R."""
