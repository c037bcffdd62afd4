"""My Payments: what was paid, what was sent, what is expected."""
