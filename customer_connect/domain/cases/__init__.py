"""Participants, cases, their members and orders, and the offices that serve them."""
