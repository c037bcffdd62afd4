"""Views of My Payments."""
