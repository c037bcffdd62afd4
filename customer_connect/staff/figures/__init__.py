"""Figures for supervisors: how many and how long, and never who."""
