"""Everything outside the building, behind small protocols."""
