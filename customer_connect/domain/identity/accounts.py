"""The account behind a number that somebody typed, or the blank behind a number that belongs to nobody."""

from dataclasses import dataclass, replace

from django.db.models import Exists, OuterRef

from customer_connect.core.identifiers import NotAnIdentifier, ParticipantId, digits_of, parse_identifier
from customer_connect.core.sealing import blind_index, unseal
from customer_connect.domain.cases.models import CaseMember, Participant
from customer_connect.domain.cases.models.participants import ParticipantQuerySet
from customer_connect.domain.identity.models import Pin, TemporaryPin


@dataclass(frozen=True)
class Account:
    """What a typed number stands for. `key` is what its failures are counted under.

    The same person found by Participant ID and by SSN is one account. `number_key` is that of the number as it was
    typed: only what was tried at that very number is told to whoever types it. It is None where nobody typed one.
    `participant` is None where the number belongs to nobody, and both PINs where they cannot sign in.
    """

    key: bytes
    participant: Participant | None = None
    pin: Pin | None = None
    temporary_pin: TemporaryPin | None = None
    number_key: bytes | None = None

    @property
    def participant_id(self) -> int | None:
        """The Participant ID, if there is one."""
        return None if self.participant is None else self.participant.pk


def account_at(typed: str) -> Account:
    """Return the account at a number as somebody typed it: a Participant ID or an SSN."""
    people, nobodys_key = _people_at(typed)
    found = with_means_to_sign_in(people).first()
    return replace(account_of(found) if found else Account(nobodys_key), number_key=number_key(typed))


def number_key(typed: str) -> bytes:
    """Return what is counted under a number as somebody typed it, whosever it is."""
    _, key = _people_at(typed)
    return _key("number", key.hex())


def number_keys_of(participant: Participant) -> list[bytes]:
    """Return the keys of the numbers that this person can be found by."""
    typed = [participant.number]
    if participant.ssn_sealed:
        typed.append(unseal(bytes(participant.ssn_sealed), purpose="ssn"))
    return [number_key(number) for number in typed]


def account_of(participant: Participant) -> Account:
    """Return the account of a participant. One from `with_means_to_sign_in` costs no further query."""
    user = getattr(participant, "user", None)
    key = _participant_key(participant.pk)
    if user is None or not user.is_active or not can_sign_in(participant):
        return Account(key, participant)
    return Account(key, participant, getattr(user, "pin", None), getattr(user, "temporary_pin", None))


def can_sign_in(participant: Participant) -> bool:
    """Tell whether the system of record lists this person as a parent or guardian of some case."""
    is_party = getattr(participant, "is_party", None)
    if is_party is None:
        is_party = (
            CaseMember.objects.filter(participant=participant, case__is_current=True).parties().exists()
        )
    return bool(participant.is_current and is_party)


def with_means_to_sign_in(people: ParticipantQuerySet) -> ParticipantQuerySet:
    """Fetch users, PINs and whether somebody is a party together with the people."""
    as_party = CaseMember.objects.filter(participant=OuterRef("pk"), case__is_current=True).parties()
    return people.select_related("user__pin", "user__temporary_pin").annotate(is_party=Exists(as_party))


def _people_at(typed: str) -> tuple[ParticipantQuerySet, bytes]:
    """Return whom to look for, and the key if it is nobody. What is no number at all is looked for too."""
    people = Participant.objects.all()
    try:
        identifier = parse_identifier(typed)
    except NotAnIdentifier:
        return people.filter(pk=0), _key("typed", digits_of(typed).casefold())
    if isinstance(identifier, ParticipantId):
        return people.filter(pk=identifier.number), _participant_key(identifier.number)
    return people.with_ssn(identifier), _key("ssn", identifier.digits)


def _participant_key(number: int) -> bytes:
    return _key("participant", str(number))


def _key(kind: str, value: str) -> bytes:
    return blind_index(f"{kind}:{value}", purpose="throttle-account")
