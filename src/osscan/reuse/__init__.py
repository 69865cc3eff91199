"""REUSE 3.3: which file of a project says its license and its copyright holder, where, and what is lacking."""
