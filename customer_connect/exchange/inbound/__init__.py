"""What the system of record sends us: reading packages, checking rows, landing them."""
