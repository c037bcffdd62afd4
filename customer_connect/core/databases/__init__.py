"""Database backends: Django's own, a little leaner."""
