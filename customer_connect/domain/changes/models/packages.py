"""Packages of accepted changes for the system of record."""

from django.db import models


class ChangePackageQuerySet(models.QuerySet["ChangePackage"]):
    """Packages, in the order of their numbers."""

    def unfinished(self) -> "ChangePackageQuerySet":
        """Return those whose hand-over was begun and is not known to be done, the oldest first."""
        return self.filter(handed_over_at=None).order_by("sequence")


class ChangePackage(models.Model):
    """One package. Which changes it holds is settled before it is written, so that it can be written again, the same.

    `staged_as` and `place` tell what was laid where; a package that is no longer staged there has been taken.
    """

    sequence = models.BigIntegerField(unique=True)
    created_at = models.DateTimeField()
    staged_as = models.CharField(max_length=120, blank=True)
    place = models.CharField(max_length=255, blank=True)
    handed_over_at = models.DateTimeField(null=True)

    objects = ChangePackageQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The package's name: no other package has it."""
        return f"reported-changes-{self.sequence:06}"
