"""Finding people, their pages, and what staff do for them."""
