"""Closed lists of the case area. Values are those of the exchange."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CaseStatus(models.TextChoices):
    """Whether the agency is working a case."""

    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


class Role(models.TextChoices):
    """What a person is in a case."""

    CUSTODIAL = "custodial", _("Custodial parent or guardian")
    NONCUSTODIAL = "noncustodial", _("Noncustodial parent")
    CHILD = "child", _("Child")


class Obligation(models.TextChoices):
    """What an order tells a person to pay."""

    CHILD_SUPPORT = "child_support", _("Child support")
    SPOUSAL_SUPPORT = "spousal_support", _("Spousal support")
    MEDICAL_SUPPORT = "medical_support", _("Medical support")
    ARREARS_PAYMENT = "arrears_payment", _("Payment toward past-due support")


class Frequency(models.TextChoices):
    """How often an ordered amount falls due."""

    WEEKLY = "weekly", _("every week")
    BIWEEKLY = "biweekly", _("every two weeks")
    SEMIMONTHLY = "semimonthly", _("twice a month")
    MONTHLY = "monthly", _("every month")
    ONCE = "once", _("once")
