"""Reported changes: the queue, one change beside what is on file, and the decision."""
