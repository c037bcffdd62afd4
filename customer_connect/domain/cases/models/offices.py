"""Local child support agencies (LCSA) and the people who work there."""

from django.db import models


class Office(models.Model):
    """An office of a local child support agency. `transitioned_on` is when it moved to the statewide system."""

    id = models.BigIntegerField(primary_key=True)
    name = models.CharField(max_length=120)
    county = models.CharField(max_length=60)
    address_line_1 = models.CharField(max_length=100)
    address_line_2 = models.CharField(max_length=100, blank=True)
    city = models.CharField(max_length=60)
    state = models.CharField(max_length=2)
    postal_code = models.CharField(max_length=10)
    phone = models.CharField(max_length=20)
    transitioned_on = models.DateField(null=True)
    is_current = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name


class Caseworker(models.Model):
    """A person who works cases. Participants see the name and the office's phone with the extension."""

    id = models.BigIntegerField(primary_key=True)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="caseworkers")
    first_name = models.CharField(max_length=60)
    last_name = models.CharField(max_length=60)
    extension = models.CharField(max_length=8, blank=True)
    is_current = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}"
