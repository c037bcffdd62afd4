"""What agents are told about the calls they work on."""


class NotWaiting(Exception):
    """This caller does not wait for an agent any more."""


class NotTaken(Exception):
    """Whoever wants to do this has not taken the call, or the request to be called back."""


class AlreadySettled(Exception):
    """Somebody has settled this already."""


class TakenByOther(Exception):
    """A colleague is calling back. `name` is theirs."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name
