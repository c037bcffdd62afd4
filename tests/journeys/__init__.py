"""Whole journeys in a real browser: both languages, several widths, with scripts and without."""
