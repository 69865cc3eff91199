"""Readers of Go's modules: go.mod, go.sum and vendored modules."""
