"""osscan checks licenses and SBOMs against a public administration's policy, and says why."""

__version__ = "0.1.0"
