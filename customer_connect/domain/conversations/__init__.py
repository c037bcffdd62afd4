"""Messages between participants and the office that serves them."""
