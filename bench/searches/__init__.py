"""What bench/search measures: the agency it fills the database with, the searches, and the judging of their plans."""
