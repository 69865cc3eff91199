"""Readers for C and C++."""
