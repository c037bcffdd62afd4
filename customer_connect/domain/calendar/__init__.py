"""Court dates and appointments."""
