"""Rules and tables. Knows no HTTP, no telephony, no file format."""
