"""Postal addresses that mail came back from.

The participant's address belongs to the system of record. This is what we learned about an address ourselves: when
the record gets another one, that one is not in here and mail goes out again.
"""

from collections.abc import Sequence

from django.db import models

from customer_connect.core.sealing import blind_index
from customer_connect.domain.deliveries.models.deliveries import Delivery

_BAD_ADDRESS_PURPOSE = "bad-address"


def address_index(name: str, lines: Sequence[str]) -> bytes:
    """Return the fingerprint of one person's mail at one address, whatever its case, commas and spaces."""
    words = " ".join([name, *lines]).casefold().replace(",", " ").replace(".", " ").split()
    return blind_index(" ".join(words), purpose=_BAD_ADDRESS_PURPOSE)


class BadAddressQuerySet(models.QuerySet["BadAddress"]):
    """Bad addresses, found only by who knows the address."""

    def of(self, name: str, lines: Sequence[str]) -> "BadAddressQuerySet":
        """Return the entry of one person's mail at one address, if there is one."""
        return self.filter(address_index=address_index(name, lines))


class BadAddress(models.Model):
    """An address at which one person gets no mail. Others who live there still do.

    `delivery` is the letter that came back, or None where staff were told.
    """

    address_index = models.BinaryField(max_length=32, unique=True)
    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=120, blank=True)
    noted_at = models.DateTimeField()

    objects = BadAddressQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Bad address {self.pk}"
