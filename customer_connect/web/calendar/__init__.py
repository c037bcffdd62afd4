"""Dates: court dates and appointments, and files for a calendar."""
