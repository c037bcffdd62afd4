"""What can come of a try, for every channel."""


class TryAgainLater(Exception):
    """Not taken now, or no answer: the same message is tried again."""


class Refused(Exception):
    """Never will be taken: the address is wrong or does not want it.

    With `bad_address_status`, an enhanced status code, the address itself takes no mail for good.
    """

    def __init__(self, bad_address_status: str = "") -> None:
        super().__init__()
        self.bad_address_status = bad_address_status
