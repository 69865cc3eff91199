"""Readers for Dart."""
