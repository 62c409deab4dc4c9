"""Qt models: rows of operations as Qt wants them."""
