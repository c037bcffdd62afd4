"""What the phone says and understands. Knows no telephony: gateways bring what was heard and carry what is said."""
