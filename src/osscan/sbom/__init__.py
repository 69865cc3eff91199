"""SBOM documents as such: opened in every notation, told in facts, written, and checked against schema, sense and profile."""
