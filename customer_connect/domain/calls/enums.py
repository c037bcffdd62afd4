"""Closed lists of phone calls."""

from django.db import models


class CallOutcome(models.TextChoices):
    """How a call ended. Empty while it lasts."""

    CALLER = "caller", "The caller hung up"
    DIALOGUE = "dialogue", "Said goodbye"
    TRANSFERRED = "transferred", "Passed to an agent"
    LOST = "lost", "The line was lost"
    SHED = "shed", "Too many calls"
    DRAINED = "drained", "The phone line was stopped"


class AgentReason(models.TextChoices):
    """Why a caller is passed to an agent, or called back."""

    ASKED = "asked", "Asked for an agent"
    NOT_UNDERSTOOD = "not_understood", "Was not heard or understood three times"
    SIGN_IN = "sign_in", "Could not sign in"
    SECOND_FACTOR = "second_factor", "Needs a second factor, which the phone cannot take"
    OUR_FAULT = "our_fault", "Something broke on our side"


class RequestState(models.TextChoices):
    """Where a request for an agent stands."""

    WAITING = "waiting", "Waiting"
    ANSWERED = "answered", "Answered"
    LEFT = "left", "The caller left before an agent answered"
    FAILED = "failed", "Nobody took the call"


class CallBackState(models.TextChoices):
    """Where a request to be called back stands."""

    WAITING = "waiting", "Waiting"
    DONE = "done", "Spoken with"
    NOT_REACHED = "not_reached", "Not reached"
    WITHDRAWN = "withdrawn", "Withdrawn"


class TalkOutcome(models.TextChoices):
    """What came of an agent's talk with somebody."""

    ANSWERED = "answered", "Answered the question"
    PIN_SENT = "pin_sent", "Had a temporary PIN sent"
    REFERRED = "referred", "Passed on to the caseworker"
    CALL_LATER = "call_later", "To be called back"
    WRONG_PERSON = "wrong_person", "Somebody else was on the phone"
    CUT_OFF = "cut_off", "The call was cut off"
    OTHER = "other", "Something else"
