"""What helps a project through the gate: each thing that is written or mended, as a function and a card."""
