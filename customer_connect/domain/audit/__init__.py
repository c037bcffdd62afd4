"""Append-only events: who did what, to whose record, over which channel."""
