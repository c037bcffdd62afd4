"""Commands that need to know everything."""
