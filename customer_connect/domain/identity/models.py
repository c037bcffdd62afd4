"""Tables of identity."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from customer_connect.domain.cases.models import Participant


class UserManager(BaseUserManager["User"]):
    """Finds users."""


class User(AbstractBaseUser):
    """Somebody who can sign in. A participant's user has a participant and a PIN, and no password."""

    participant = models.OneToOneField(Participant, on_delete=models.PROTECT, null=True, related_name="user")
    username = models.CharField(max_length=150, unique=True)
    is_active = models.BooleanField(default=True)

    objects = UserManager()

    USERNAME_FIELD = "username"

    def __str__(self) -> str:
        return self.username
