"""The tests: the same folders as customer_connect/, plus contracts and journeys."""
