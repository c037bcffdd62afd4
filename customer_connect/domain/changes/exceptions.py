"""What can stand in the way of a report."""


class NothingToReport(Exception):
    """The report says what is on file already, or says nothing."""


class NoOtherParty(Exception):
    """The person has no such case, or nobody else is a party of it."""


class CannotWithdraw(Exception):
    """The report was taken up by the agency, or taken back before."""


class AlreadyDecided(Exception):
    """Somebody else was faster, or its author took the report back."""


class NotRefused(Exception):
    """It is not refused any more, or the system of record refused it: that cannot be taken back here."""


class AuthorIsNeverTold(Exception):
    """Of a report about the other party its author learns nothing: no reason, no question."""


class NeedsWords(Exception):
    """The reason says nothing by itself, or the question or the answer is empty."""


class NotAsked(Exception):
    """There is no question to answer."""


class NotWaitingForAnswer(Exception):
    """The system of record has answered this change before, or it was never sent there."""


class ExportIsRunning(Exception):
    """Another export numbers a package at this moment."""
