"""Forms that came in after their sender's session had ended."""

from datetime import datetime, timedelta

from django.db import models

from customer_connect.domain.identity.models.users import User

KEPT_FOR = timedelta(minutes=30)


class KeptFormQuerySet(models.QuerySet["KeptForm"]):
    """Kept forms, always asked for by somebody."""

    def visible_to(self, user: User, now: datetime) -> "KeptFormQuerySet":
        """Return this user's forms that are still kept."""
        return self.filter(user=user, kept_at__gt=now - KEPT_FOR)


class KeptForm(models.Model):
    """What somebody had typed when their session ended, sealed, without its secret fields, for half an hour."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="kept_forms")
    path = models.CharField(max_length=300)
    sealed = models.BinaryField()
    kept_at = models.DateTimeField()

    objects = KeptFormQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Form for {self.path}"
