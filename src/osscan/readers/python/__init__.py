"""Readers of python inputs."""
