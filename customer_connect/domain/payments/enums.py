"""Closed lists of the payments area. Values are those of the exchange."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EntryKind(models.TextChoices):
    """What an entry is. Reversals and adjustments are entries of their own, never edits."""

    PAYMENT = "payment", _("Payment")
    REVERSAL = "reversal", _("Reversal")
    ADJUSTMENT = "adjustment", _("Adjustment")


class ReceiptStatus(models.TextChoices):
    """Where a receipt stands."""

    POSTED = "posted", _("Posted")
    HELD = "held", _("On hold")
    RETURNED = "returned", _("Returned")


class DisbursementStatus(models.TextChoices):
    """Where a disbursement stands."""

    ISSUED = "issued", _("Sent")
    PAID = "paid", _("Paid")
    HELD = "held", _("On hold")
    RETURNED = "returned", _("Returned")


class Source(models.TextChoices):
    """How money came in. Some are federal tax information or private: see the agency's `payment_sources_shown`."""

    CHECK = "check", _("Check")
    CARD = "card", _("Card")
    CASH = "cash", _("Cash")
    BANK_TRANSFER = "bank_transfer", _("Bank transfer")
    MONEY_ORDER = "money_order", _("Money order")
    WAGE_WITHHOLDING = "wage_withholding", _("Wage withholding")
    TAX_REFUND = "tax_refund", _("Tax refund")
    BENEFITS = "benefits", _("Benefits")
    OTHER = "other", _("Other")


class Method(models.TextChoices):
    """How money went out."""

    DIRECT_DEPOSIT = "direct_deposit", _("Direct deposit")
    PAYMENT_CARD = "payment_card", _("Electronic Payment Card")
    CHECK = "check", _("Check")


class ExpectedStatus(models.TextChoices):
    """Where an expected payment stands."""

    SCHEDULED = "scheduled", _("Scheduled")
    IN_PROCESS = "in_process", _("In process")
    ON_HOLD = "on_hold", _("On hold")


class BalanceKind(models.TextChoices):
    """What a balance is of. Statements keep current support, arrears and interest apart (CCP 695.211)."""

    CURRENT_SUPPORT = "current_support", _("Current support due")
    CHILD_ARREARS = "child_arrears", _("Past-due child support")
    SPOUSAL_ARREARS = "spousal_arrears", _("Past-due spousal support")
    MEDICAL_ARREARS = "medical_arrears", _("Past-due medical support")
    INTEREST = "interest", _("Interest")
    FEES = "fees", _("Fees")


class OwedTo(models.TextChoices):
    """Whom a balance is owed to: the family, or the State that paid aid to it."""

    FAMILY = "family", _("The family")
    STATE = "state", _("The State")
