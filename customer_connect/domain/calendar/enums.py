"""Closed lists of the calendar. Values are those of the exchange."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class HearingPurpose(models.TextChoices):
    """What a court date is about."""

    ESTABLISHMENT = "establishment", _("To set up a support order")
    PARENTAGE = "parentage", _("To decide who the parents are")
    MODIFICATION = "modification", _("To change a support order")
    ENFORCEMENT = "enforcement", _("To enforce a support order")
    REVIEW = "review", _("To review the case")
    OTHER = "other", _("Court hearing")


class AppointmentPurpose(models.TextChoices):
    """What an appointment is about."""

    INTERVIEW = "interview", _("Interview about your case")
    GENETIC_TEST = "genetic_test", _("Genetic test")
    ORDER_REVIEW = "order_review", _("Review of your support order")
    PAYMENT_PLAN = "payment_plan", _("Talk about a payment plan")
    OTHER = "other", _("Appointment")


class AppointmentMode(models.TextChoices):
    """How an appointment is held."""

    IN_PERSON = "in_person", _("In person")
    PHONE = "phone", _("By phone")
    VIDEO = "video", _("By video")


class DateStatus(models.TextChoices):
    """Whether a date stands."""

    SCHEDULED = "scheduled", pgettext_lazy("court date or appointment", "Scheduled")
    RESCHEDULED = "rescheduled", _("Date changed")
    CANCELED = "canceled", _("Canceled")
    HELD = "held", _("Took place")
