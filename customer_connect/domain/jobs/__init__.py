"""Scheduled work: which jobs there are, when each is due, and the worker that does them."""
