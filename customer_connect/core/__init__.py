"""Words the whole platform shares: money, dates, identifiers, language. No rules, no tables."""
