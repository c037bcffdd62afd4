"""Figures: how much of what happened on which day, kept added up so that no page counts millions of rows."""
