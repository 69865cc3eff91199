"""The checks of a vendor's delivery (V-01 to V-32)."""
