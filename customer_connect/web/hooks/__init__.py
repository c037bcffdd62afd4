"""Where other services tell us what happened. Each hook is closed until its secret is set."""
