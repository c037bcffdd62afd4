"""Letter batches and returned mail."""
