"""People of the system of record: parents, guardians and children."""

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.lookups import IsNull

from customer_connect.core.identifiers import Ssn, format_participant_id
from customer_connect.core.languages import Language
from customer_connect.core.plain_names import LastWord, PlainName, as_last_word, begins_with
from customer_connect.core.sealing import blind_index, unseal
from customer_connect.domain.cases.models.addresses import PostalAddress
from customer_connect.domain.cases.staff_scopes import StaffScope


class ParticipantQuerySet(models.QuerySet["Participant"]):
    """People, as the system of record knows them."""

    def current(self) -> "ParticipantQuerySet":
        """Return those the system of record still lists."""
        return self.filter(is_current=True)

    def visible_to_staff(self, scope: StaffScope) -> "ParticipantQuerySet":
        """Return the people in the cases that this scope opens, those no longer listed too."""
        if scope.is_everywhere:
            return self.all()
        if scope.is_nothing:
            return self.none()
        members = apps.get_model("cases", "CaseMember").objects
        return self.filter(Exists(members.filter(scope.of_members(), participant=OuterRef("pk"))))

    def visible_one_by_one_to_staff(self, scope: StaffScope) -> "ParticipantQuerySet":
        """Return whom visible_to_staff returns, each looked up alone: for the first few of a long, ordered list.

        PostgreSQL makes a join of EXISTS, for which it would read all members; a value it asks for row by row.
        """
        if scope.is_everywhere or scope.is_nothing:
            return self.visible_to_staff(scope)
        members = apps.get_model("cases", "CaseMember").objects
        seen_by = members.filter(scope.of_members(), participant=OuterRef("pk")).order_by().values("pk")[:1]
        return self.filter(IsNull(Subquery(seen_by), False))

    def with_name(self, *, last_name: str, first_name: str = "") -> "ParticipantQuerySet":
        """Return those whose names begin so, whatever their accents, hyphens and case, in the order of the index."""
        named = self.alias(plain_last=PlainName("last_name"), plain_first=PlainName("first_name"))
        found = named.filter(begins_with("plain_last", last_name))
        if first_name:
            found = found.filter(begins_with("plain_first", first_name))
        return found.order_by("plain_last", "plain_first", "pk")

    def with_second_name(self, *, last_name: str, first_name: str = "") -> "ParticipantQuerySet":
        """Return those whose last of several surnames begins so, in the order of its index: García López as López."""
        typed = as_last_word(last_name)
        if len(typed) < 2:  # what is left of "de la C": nearly everybody
            return self.none()
        named = self.alias(last_word=LastWord("last_name"), plain_first=PlainName("first_name"))
        found = named.filter(begins_with("last_word", typed))
        if first_name:
            found = found.filter(begins_with("plain_first", first_name))
        return found.order_by("last_word", "plain_first", "pk")

    def with_phone(self, number: str) -> "ParticipantQuerySet":
        """Return those with this telephone number (E.164) on file."""
        return self.filter(Q(home_phone=number) | Q(mobile_phone=number) | Q(work_phone=number))

    def with_ssn(self, ssn: Ssn) -> "ParticipantQuerySet":
        """Return the person with this SSN, found by its blind index."""
        return self.filter(ssn_index=blind_index(ssn.digits, purpose="ssn"))


class Participant(PostalAddress):
    """One person. What the system of record says of them; a participant's own reports live in `changes`.

    The family-violence indicator is the person's and follows them into every case (42 USC 654(26)).
    """

    id = models.BigIntegerField(primary_key=True)
    first_name = models.CharField(max_length=60, blank=True)
    middle_name = models.CharField(max_length=60, blank=True)
    last_name = models.CharField(max_length=80)
    suffix = models.CharField(max_length=10, blank=True)
    birth_on = models.DateField(null=True)
    ssn_sealed = models.BinaryField(null=True)
    ssn_index = models.BinaryField(null=True, max_length=32, unique=True)
    itin_sealed = models.BinaryField(null=True)
    language = models.CharField(max_length=2, choices=Language, default=Language.ENGLISH)
    has_family_violence_indicator = models.BooleanField(default=False)

    email = models.CharField(max_length=254, blank=True)
    home_phone = models.CharField(max_length=20, blank=True)
    mobile_phone = models.CharField(max_length=20, blank=True)
    work_phone = models.CharField(max_length=20, blank=True)
    employer_name = models.CharField(max_length=120, blank=True)
    employer_phone = models.CharField(max_length=20, blank=True)
    employer_address = models.CharField(max_length=200, blank=True)
    is_current = models.BooleanField(default=True)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(PlainName("last_name"), PlainName("first_name"), "id", name="participant_by_name"),
            models.Index(
                LastWord("last_name"),
                PlainName("first_name"),
                "id",
                condition=Q(IsNull(LastWord("last_name"), False)),
                name="participant_by_second_name",
            ),
            models.Index(
                fields=["home_phone"], condition=~Q(home_phone=""), name="participant_by_home_phone"
            ),
            models.Index(
                fields=["mobile_phone"], condition=~Q(mobile_phone=""), name="participant_by_mobile_phone"
            ),
            models.Index(
                fields=["work_phone"], condition=~Q(work_phone=""), name="participant_by_work_phone"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """The Participant ID as the agency prints it."""
        return format_participant_id(self.id)

    @property
    def full_name(self) -> str:
        """First, middle and last name and suffix."""
        parts = (self.first_name, self.middle_name, self.last_name, self.suffix)
        return " ".join(part for part in parts if part)

    @property
    def short_name(self) -> str:
        """First and last name and suffix."""
        return " ".join(part for part in (self.first_name, self.last_name, self.suffix) if part)

    @property
    def ssn_last_four(self) -> str:
        """The last four digits of the SSN, or nothing. More of it is never shown."""
        return unseal(bytes(self.ssn_sealed), purpose="ssn")[-4:] if self.ssn_sealed else ""
