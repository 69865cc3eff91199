"""Readers of javascript inputs."""
