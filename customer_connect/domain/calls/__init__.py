"""Phone calls: their records, the agents' queue, and requests to be called back. Never sound, never what was typed."""
