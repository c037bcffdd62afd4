"""The statewide system of record: what it sends us, what we send back."""
