"""The participant's home page."""
