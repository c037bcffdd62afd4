"""First PINs that were issued unasked, in bulk."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from customer_connect.domain.cases.models import Participant
from customer_connect.domain.deliveries.models import Delivery


class FirstPinOccasion(models.TextChoices):
    """Why somebody got a PIN unasked."""

    OFFICE = "office", _("Their office moved to the statewide system")
    WAGE_ASSIGNMENT = "wages", _("A private wage assignment")


class FirstPin(models.Model):
    """That a person was sent a first PIN. There is one of these in a person's life, whatever the occasion."""

    participant = models.OneToOneField(
        Participant, on_delete=models.CASCADE, primary_key=True, related_name="first_pin"
    )
    occasion = models.CharField(max_length=6, choices=FirstPinOccasion)
    issued_at = models.DateTimeField()
    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"First PIN of {self.participant_id}"
