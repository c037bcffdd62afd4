"""Searches as staff make them: through the page, its statements on big tables caught on the way."""

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse

from bench.searches.filling import BIG_TABLES, FIRST_PERSON, OFFICES
from bench.searches.plans import Statement
from customer_connect.core.plain_names import PlainName, begins_with, plain_name
from customer_connect.core.sealing import blind_index
from customer_connect.domain.cases.models import CaseMember, Participant
from customer_connect.domain.conversations.models import Conversation, Message
from customer_connect.domain.identity.models import StaffMember, User
from customer_connect.domain.identity.permissions import StaffRole
from customer_connect.domain.identity.staff_backends import STAFF_BACKEND
from customer_connect.staff.signin.second_steps import SECOND_STEP_GIVEN

MOST = 51  # rows of a bare lookup: as many as the page asks for


@dataclass(frozen=True)
class Search:
    """One search by one member of staff, and the bare lookup of the same thing by its index."""

    kind: str
    who: str
    typed: dict[str, str]
    bare: Statement


@dataclass(frozen=True)
class Asked:
    """What became of a search: its statements, and how long its page took."""

    statements: list[Statement]
    seconds: float


class Desk:
    """A member of staff in their browser."""

    def __init__(self, who: str, role: StaffRole, office: int | None) -> None:
        self.who, self.office = who, office
        email = f"{who.replace(' ', '.')}@agency.example"
        user = User.objects.create(username=f"staff:{email}", password="!")
        worker = None if office is None else office * 1000
        self.staff = StaffMember.objects.create(
            user=user, name="Dee", email=email, role=role, office_id=office, caseworker_id=worker
        )
        TOTP.activate(user, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
        self.client = Client()
        self.client.force_login(user, backend=STAFF_BACKEND)
        session = self.client.session
        session[SECOND_STEP_GIVEN] = True
        session["account_authentication_methods_user"] = str(user.pk)
        session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
        session.save()

    def ask(self, search: Search) -> Asked:
        """Search, and look at what was found."""
        is_of_people = "words" not in search.typed
        page = at("people:find") if is_of_people else at("conversations:search")
        with statements_on_big_tables() as caught:
            began = time.perf_counter()
            answer = self.client.post(page, search.typed)
            assert answer.status_code == 302, f"{search}: {answer.status_code}"
            if answer["Location"] == page:
                answer = self.client.get(page)
                assert answer.status_code == 200, f"{search}: {answer.status_code}"
            seconds = time.perf_counter() - began
        assert caught, f"{search}: no statement"
        return Asked(caught, seconds)


def at(name: str) -> str:
    """Return an address of the staff's."""
    return reverse(name, urlconf=settings.STAFF_URLCONF)


@contextmanager
def statements_on_big_tables() -> Iterator[list[Statement]]:
    """Collect what reads big tables meanwhile."""
    caught: list[Statement] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip("( ").startswith("SELECT") and any(f'"{table}"' in sql for table in BIG_TABLES):
            caught.append(Statement(sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield caught


def desks() -> list[Desk]:
    """Return who searches: somebody who may see all, and caseworkers of the largest and the smallest office."""
    return [
        Desk("agent", StaffRole.AGENT, None),
        Desk("supervisor of all", StaffRole.SUPERVISOR, None),
        Desk("caseworker of the largest office", StaffRole.CASEWORKER, 1),
        Desk("caseworker of a middling office", StaffRole.CASEWORKER, 12),
        Desk("caseworker of the smallest office", StaffRole.CASEWORKER, OFFICES),
    ]


def searches_of(desk: Desk, people: int, count: int, rng: random.Random) -> Iterator[Search]:
    """Yield `count` searches of each kind for people whom they may see."""
    for person in _people(desk, people, count, rng):
        case = CaseMember.objects.filter(participant=person).values_list("case", flat=True)[0]
        if desk.staff.role != StaffRole.SUPERVISOR:
            yield from _for_person(desk, person, case)
        if desk.staff.role != StaffRole.AGENT:
            yield from _for_conversations(desk, person, case)


def _people(desk: Desk, people: int, count: int, rng: random.Random) -> list[Participant]:
    """Draw people with a mobile phone, and give each the blind index of a possible SSN."""
    members = CaseMember.objects.exclude(role="child").filter(participant__mobile_phone__gt="")
    if desk.office is not None:
        numbers = list(
            members.filter(office=desk.office).order_by("pk").values_list("participant", flat=True)[:5000]
        )
    else:
        drawn = [FIRST_PERSON + rng.randrange(people) for _ in range(20 * count)]
        numbers = list(
            members.filter(participant__in=drawn).order_by("pk").values_list("participant", flat=True)
        )
    chosen = list(Participant.objects.filter(pk__in=rng.sample(sorted(set(numbers)), count)))
    for person in chosen:
        person.ssn_index = blind_index(_ssn_of(person), purpose="ssn")
        Participant.objects.filter(pk=person.pk).update(ssn_index=person.ssn_index)
    return chosen


def _ssn_of(person: Participant) -> str:
    """Return a possible SSN of theirs alone (among five million)."""
    number = person.pk - FIRST_PERSON
    return f"{100 + number // 9_999 % 500:03d}01{1 + number % 9_999:04d}"


def _for_person(desk: Desk, person: Participant, case: int) -> Iterator[Search]:
    people = Participant.objects.order_by()
    members = CaseMember.objects.filter(case=case).order_by()
    numbers = {
        "id": (str(person.pk), people.filter(pk=person.pk)),
        "ssn": (_ssn_of(person), people.filter(ssn_index=person.ssn_index)),
        "phone": (person.mobile_phone, people.filter(mobile_phone=person.mobile_phone)),
        "case": (str(case), members),
    }
    for kind, (number, bare) in numbers.items():
        yield Search(kind, desk.who, {"number": number}, _statement(bare.values_list("pk")))
    names = {
        "name, rare": (f"{_rare(person)}ez", ""),
        "name, first and last": (person.last_name, person.first_name),
        "name, the most common": ("García", ""),
        "name, common, and first": ("hern", "gua"),
        "name, two letters": ("ma", ""),
    }
    for kind, (last, first) in names.items():
        yield Search(kind, desk.who, {"last_name": last, "first_name": first}, _bare_name(last))


def _for_conversations(desk: Desk, person: Participant, case: int) -> Iterator[Search]:
    conversations = Conversation.objects.order_by()
    kinds = {
        "messages, id": (
            str(person.pk),
            _statement(conversations.filter(participant=person).values_list("pk")),
        ),
        "messages, case": (str(case), _statement(conversations.filter(case=case).values_list("pk"))),
        "messages, name": (f"{person.first_name} {person.last_name}", _bare_name(person.last_name)),
        "messages, common name": ("garcía", _bare_name("garcía")),
        "messages, rare word": (_rare(person), _bare_word(_rare(person))),
        "messages, common word": ("letter", _bare_word("letter")),
        "messages, common words": ("payment letter", _bare_word("payment letter")),
    }
    for kind, (words, bare) in kinds.items():
        yield Search(kind, desk.who, {"words": words}, bare)


def _rare(person: Participant) -> str:
    """Return a word, or the beginning of a name, that few have: syllables drawn by their number."""
    return f"gri{('cha', 'gri', 'ki', 'lo')[person.pk % 4]}{('mo', 'ka', 'hu', 'di')[person.pk // 4 % 4]}"


def _bare_name(last: str) -> Statement:
    """Return the lookup of a name by its index alone, in the index's order."""
    named = Participant.objects.alias(plain=PlainName("last_name"), plain_first=PlainName("first_name"))
    found = named.filter(begins_with("plain", plain_name(last))).order_by("plain", "plain_first")
    return _statement(found.values_list("pk")[:MOST])


def _bare_word(words: str) -> Statement:
    """Return the lookup of messages by the index of their words."""
    return _statement(Message.objects.with_words(words).order_by().values_list("conversation"))


def _statement(query: Any) -> Statement:
    return Statement(*query.query.sql_with_params())
