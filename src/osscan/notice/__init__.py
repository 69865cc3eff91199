"""Third-party notices: whose works are passed on, which lines and texts go along, and what an existing document lacks."""
