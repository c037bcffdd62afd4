"""What goes to the system of record: the changes that staff accepted."""
