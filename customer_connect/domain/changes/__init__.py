"""What participants report: changes to their own information, and what they know of the other party."""
