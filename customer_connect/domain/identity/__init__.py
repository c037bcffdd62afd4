"""Users, PINs, sign-in, throttles, passkeys and the history of sessions."""
