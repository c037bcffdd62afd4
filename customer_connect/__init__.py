"""Customer Connect: the self-service platform of a child support agency."""
