"""A participant's own security pages: changing the PIN, the history of sign-ins."""
