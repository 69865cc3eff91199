"""Readers of sbom inputs."""
