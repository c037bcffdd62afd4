"""How dates and numbers are written, where the platform differs from Django's own formats."""
