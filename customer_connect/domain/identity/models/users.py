"""Who can sign in."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import get_random_string, salted_hmac

from customer_connect.domain.cases.models import Participant


def new_session_stamp() -> str:
    """Return a fresh random stamp: sessions signed in under another one have ended."""
    return get_random_string(32)


class UserManager(BaseUserManager["User"]):
    """Finds and makes users."""

    def of_participant(self, participant: Participant) -> "User":
        """Return the participant's user, made if this is the first PIN they are given."""
        user, _ = self.get_or_create(
            participant=participant, defaults={"username": participant.number, "password": "!"}
        )
        return user


class User(AbstractBaseUser):
    """Somebody who can sign in. A participant's user has a participant and a PIN, and no password."""

    participant = models.OneToOneField(Participant, on_delete=models.PROTECT, null=True, related_name="user")
    username = models.CharField(max_length=150, unique=True)
    is_active = models.BooleanField(default=True)
    session_stamp = models.CharField(max_length=32, default=new_session_stamp, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "username"

    def __str__(self) -> str:
        return self.username

    def get_session_auth_hash(self) -> str:
        """Return what binds a session to the secret it was signed in with: a new PIN or password ends it."""
        secret = f"{self.password}:{self.session_stamp}"
        return salted_hmac("identity.session", secret, algorithm="sha256").hexdigest()

    def end_other_sessions(self) -> None:
        """Take a new stamp, so that every session signed in until now ends. The caller saves nothing else."""
        self.session_stamp = new_session_stamp()
        self.save(update_fields=["session_stamp"])
