"""Judgement: the policy file as values, which claim counts, and what is thought of it."""
