"""Pools the demo agency draws from: names and places. Plain data."""
