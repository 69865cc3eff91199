"""Readers of Composer's lockfiles, manifests and installations."""
