"""What bench/web is made of."""
