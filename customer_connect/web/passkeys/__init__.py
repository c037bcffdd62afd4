"""Passkeys: the page where they are added and removed, and using one to sign in."""
