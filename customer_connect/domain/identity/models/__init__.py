"""Tables of identity, one module for each thing."""

from customer_connect.domain.identity.models.codes import CodePurpose, OneTimeCode
from customer_connect.domain.identity.models.contacts import ConfirmedContact, EmailOnFile
from customer_connect.domain.identity.models.kept_forms import KeptForm
from customer_connect.domain.identity.models.passkeys import Passkey
from customer_connect.domain.identity.models.pins import Pin, TemporaryPin
from customer_connect.domain.identity.models.sessions import Session
from customer_connect.domain.identity.models.sign_ins import Method, Outcome, SecondFactor, SignIn
from customer_connect.domain.identity.models.throttles import AccountThrottle, FailedTry, NetworkThrottle
from customer_connect.domain.identity.models.users import User, UserManager

__all__ = [
    "AccountThrottle",
    "CodePurpose",
    "ConfirmedContact",
    "EmailOnFile",
    "FailedTry",
    "KeptForm",
    "Method",
    "NetworkThrottle",
    "OneTimeCode",
    "Outcome",
    "Passkey",
    "Pin",
    "SecondFactor",
    "Session",
    "SignIn",
    "TemporaryPin",
    "User",
    "UserManager",
]
