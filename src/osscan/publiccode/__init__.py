"""publiccode.yml, versions 0.2 to 0.7 of the standard: what such a file says, and where it breaks the rules."""
