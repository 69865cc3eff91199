"""Asks registries and aggregators what they know of a component's license: only when told to, only about what may leave."""
