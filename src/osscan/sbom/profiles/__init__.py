"""What authorities ask of an SBOM: one file for each profile, demands as small functions over the facts."""
