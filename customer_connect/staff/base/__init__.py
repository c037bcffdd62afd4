"""The frame of every staff page."""
