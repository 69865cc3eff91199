"""The language of license expressions: trees, a parser that points at what is wrong, and linear walks."""
