"""What the worker has to do, and whether it lives."""
