"""Readers of Cargo's lockfiles and manifests."""
