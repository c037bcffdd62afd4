"""First PINs in bulk: choose, count, issue, watch."""
