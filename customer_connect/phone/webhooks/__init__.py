"""Where a telephone cloud asks what to say next. Closed (404) until its secret is set."""
