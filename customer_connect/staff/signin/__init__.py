"""Signing in as staff: password and second factor, passkeys, single sign-on."""
