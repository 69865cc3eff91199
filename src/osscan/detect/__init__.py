"""License text detection: bytes of a file become a Detection."""
