"""Postal addresses of people, as the system of record writes them."""

from django.db import models


class PostalAddress(models.Model):
    """The parts of an address, and whether the system of record takes it for a valid one."""

    address_line_1 = models.CharField(max_length=100, blank=True)
    address_line_2 = models.CharField(max_length=100, blank=True)
    city = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=30, blank=True)
    postal_code = models.CharField(max_length=12, blank=True)
    country = models.CharField(max_length=2, default="US", blank=True)
    is_address_valid = models.BooleanField(default=False)

    class Meta:
        abstract = True

    @property
    def is_mailable(self) -> bool:
        """Whether the system of record has a valid postal address."""
        return bool(self.is_address_valid and self.address_line_1 and self.city)
