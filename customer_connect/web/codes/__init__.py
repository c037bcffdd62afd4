"""The second step: a code by email, or a passkey, after the PIN or before a sensitive change."""
