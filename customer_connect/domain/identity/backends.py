"""How participants sign in."""
