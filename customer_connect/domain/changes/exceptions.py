"""What can stand in the way of a report."""


class NothingToReport(Exception):
    """The report says what is on file already, or says nothing."""


class NoOtherParty(Exception):
    """The person has no such case, or nobody else is a party of it."""


class CannotWithdraw(Exception):
    """The report was taken up by the agency, or taken back before."""
