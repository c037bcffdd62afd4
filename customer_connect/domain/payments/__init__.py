"""Receipts, disbursements, expected payments and balances, as the system of record says them."""
