"""The agents' desk: callers who wait, call backs that are due, and what came of them."""
