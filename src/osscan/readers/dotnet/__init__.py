"""Readers of .NET's projects, lockfiles and build results."""
