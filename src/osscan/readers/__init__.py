"""The reading wing: each file turns one format into an Inventory."""
