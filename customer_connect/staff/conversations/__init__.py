"""Messages of participants: the shared inbox, answers, saved replies, absences."""
