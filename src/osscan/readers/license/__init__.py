"""Readers of license inputs."""
