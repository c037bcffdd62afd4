"""Participant and public pages, one folder per area."""
