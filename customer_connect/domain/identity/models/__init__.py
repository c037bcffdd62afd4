"""Tables of identity, one module for each thing."""

from customer_connect.domain.identity.models.codes import CodePurpose, OneTimeCode
from customer_connect.domain.identity.models.contacts import AddressOnFile, ConfirmedContact, EmailOnFile
from customer_connect.domain.identity.models.first_pins import (
    FirstPin,
    FirstPinOccasion,
    FirstPinRun,
    RunState,
)
from customer_connect.domain.identity.models.kept_forms import KeptForm
from customer_connect.domain.identity.models.passkeys import Passkey
from customer_connect.domain.identity.models.pin_resets import (
    PinDelivery,
    PinResetRequest,
    ResetRefusal,
    ResetState,
)
from customer_connect.domain.identity.models.pins import Pin, TemporaryPin
from customer_connect.domain.identity.models.sessions import Session
from customer_connect.domain.identity.models.sign_ins import Method, Outcome, SecondFactor, SignIn
from customer_connect.domain.identity.models.staff import StaffMember, StaffMemberQuerySet
from customer_connect.domain.identity.models.throttles import AccountThrottle, FailedTry, NetworkThrottle
from customer_connect.domain.identity.models.users import User, UserManager

__all__ = [
    "AccountThrottle",
    "AddressOnFile",
    "CodePurpose",
    "ConfirmedContact",
    "EmailOnFile",
    "FailedTry",
    "FirstPin",
    "FirstPinOccasion",
    "FirstPinRun",
    "KeptForm",
    "Method",
    "NetworkThrottle",
    "OneTimeCode",
    "Outcome",
    "Passkey",
    "Pin",
    "PinDelivery",
    "PinResetRequest",
    "ResetRefusal",
    "ResetState",
    "RunState",
    "SecondFactor",
    "Session",
    "SignIn",
    "StaffMember",
    "StaffMemberQuerySet",
    "TemporaryPin",
    "User",
    "UserManager",
]
