"""Names what asks for packages in words that no reader understands."""
