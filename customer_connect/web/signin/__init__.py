"""Signing in and out: login, new PINs, the session's clock, leaving quickly."""
