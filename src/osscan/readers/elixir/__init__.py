"""Readers for Elixir and Erlang."""
