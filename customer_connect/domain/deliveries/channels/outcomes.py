"""What can come of a try, for every channel."""


class TryAgainLater(Exception):
    """Not taken now, or no answer: the same message is tried again."""


class Refused(Exception):
    """Never will be taken: the address is wrong or does not want it."""
