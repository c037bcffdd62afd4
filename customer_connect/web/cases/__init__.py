"""My Case: the reader's cases and their details."""
