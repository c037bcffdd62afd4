"""Throttles of sign-in, shared by web, phone and TTY because they stand in the database.

Keys are keyed fingerprints (HMAC): the tables tell neither who was tried nor from which address.
"""

from datetime import datetime

from django.db import models

from customer_connect.domain.cases.models import Participant

OWNER_NOT_TOLD = models.Q(disabled_at__isnull=False, told_at__isnull=True, participant__isnull=False)


class AccountThrottleQuerySet(models.QuerySet["AccountThrottle"]):
    """Throttles of accounts and numbers."""

    def owner_not_told(self) -> "AccountThrottleQuerySet":
        """Return those of people whose PIN was turned off and who have not been told yet."""
        return self.filter(OWNER_NOT_TOLD)


class AccountThrottle(models.Model):
    """Failures at one account, or at one number as it was typed.

    A number that belongs to nobody has both rows like any other, with no participant. `told_at` is when the owner was
    told that their PIN was turned off.
    """

    key = models.BinaryField(max_length=32, unique=True)
    participant = models.OneToOneField(
        Participant, on_delete=models.CASCADE, null=True, related_name="throttle"
    )
    failures_in_a_row = models.PositiveIntegerField(default=0)
    recent_failures = models.JSONField(
        default=list
    )  # when, as seconds since 1970; the failures since the last lock
    locks_in_a_row = models.PositiveIntegerField(default=0)
    locked_until = models.DateTimeField(null=True)
    disabled_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = AccountThrottleQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["changed_at"], name="account_throttle_changed"),
            models.Index(fields=["id"], condition=OWNER_NOT_TOLD, name="account_throttle_not_told"),
        ]

    def __str__(self) -> str:
        return f"{self.failures_in_a_row} failures in a row"

    def is_shut(self, now: datetime) -> bool:
        """Tell whether no PIN is looked at now."""
        return self.disabled_at is not None or (self.locked_until is not None and self.locked_until > now)


class NetworkThrottle(models.Model):
    """What came from one network (an IPv4 address, the /64 of an IPv6 address, a caller's number) or a wider one.

    Tries of the last minute and requests for a PIN of the last hour: when, as seconds since 1970.
    """

    key = models.BinaryField(max_length=32, unique=True)
    recent_tries = models.JSONField(default=list)
    recent_pin_requests = models.JSONField(default=list)
    slowed_until = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        indexes = [models.Index(fields=["changed_at"], name="network_throttle_changed")]

    def __str__(self) -> str:
        return f"{len(self.recent_tries)} tries"


class FailedTry(models.Model):
    """One failure, kept for an hour to find sprays: few PINs over many accounts, told apart by the typed number.

    `pin_bucket` is twelve bits of a keyed fingerprint of what was typed: enough to see the same PIN coming again, too
    little to tell which it was (some 250 PINs of six digits share a bucket).
    """

    at = models.DateTimeField(db_index=True)
    network_key = models.BinaryField(max_length=32)
    account_key = models.BinaryField(max_length=32)
    pin_bucket = models.PositiveSmallIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["network_key", "at"], name="failed_try_by_network"),
            models.Index(fields=["pin_bucket", "at"], name="failed_try_by_pin"),
        ]

    def __str__(self) -> str:
        return f"Failure at {self.at:%H:%M}"
