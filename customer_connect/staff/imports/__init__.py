"""Imports from the system of record."""
