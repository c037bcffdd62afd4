"""Help, contact, how to pay and be paid, accessibility, privacy."""
