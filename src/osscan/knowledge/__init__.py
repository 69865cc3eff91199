"""What is known about licenses before anything is read: lists, matrices, names and texts, each with its source."""
