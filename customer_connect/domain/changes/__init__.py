"""What participants report: their own new address, phones, email, employer, language; what they know of the other party."""
