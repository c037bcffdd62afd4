"""Messages with the caseworker (W16)."""
