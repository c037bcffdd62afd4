"""Searches as staff make them: through the page, its statements on big tables caught on the way."""

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bench.searches import bare
from bench.searches.bare import Way
from bench.searches.desks import Desk, at, statements_on_big_tables
from bench.searches.filling import FIRST_PERSON
from bench.searches.plans import Statement
from customer_connect.core.sealing import blind_index
from customer_connect.domain.cases.models import CaseMember, Participant
from customer_connect.domain.conversations.models import Conversation
from customer_connect.domain.identity.permissions import StaffRole
from customer_connect.staff.conversations import inbox
from customer_connect.staff.people import finding

# From what was found to the bare lookups of the same, of which the quickest counts.
Bare = Callable[[list[int]], list[Way]]


@dataclass(frozen=True)
class Search:
    """One search, and the bare lookups of the same thing by its index."""

    kind: str
    typed: dict[str, str]
    bare: Bare


@dataclass(frozen=True)
class Asked:
    """What became of a search: its statements, whom or what it found, and how long its page took."""

    statements: list[Statement]
    found: list[int]
    seconds: float


def ask(desk: Desk, search: Search) -> Asked:
    """Search, and look at the people who were found. Messages are searched alone: their list is the inbox's."""
    is_of_people = "words" not in search.typed
    page = at("people:find") if is_of_people else at("conversations:search")
    with statements_on_big_tables() as caught:
        began = time.perf_counter()
        answer = desk.client.post(page, search.typed)
        assert answer.status_code == 302, f"{search}: {answer.status_code}"
        if answer["Location"] == page:
            answer = desk.client.get(page)
            assert answer.status_code == 200, f"{search}: {answer.status_code}"
        seconds = time.perf_counter() - began
    assert caught, f"{search}: no statement"
    found = [] if answer.status_code == 302 and is_of_people else _found(desk, is_of_people)
    return Asked(caught, found, seconds)


def _found(desk: Desk, is_of_people: bool) -> list[int]:
    return list(desk.client.session[finding.FOUND if is_of_people else inbox.FOUND])


def searches_of(desk: Desk, people: int, count: int, rng: random.Random) -> Iterator[Search]:
    """Yield `count` searches of each kind for people whom they may see."""
    for person in _people(desk, people, count, rng):
        case = CaseMember.objects.filter(participant=person).values_list("case", flat=True)[0]
        if desk.role != StaffRole.SUPERVISOR:
            yield from _by_number(desk, person, case)
            yield from _by_name(desk, person)
        if desk.role != StaffRole.AGENT:
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


def _by_number(desk: Desk, person: Participant, case: int) -> Iterator[Search]:
    phone = Participant.objects.filter(mobile_phone=person.mobile_phone)
    numbers = {
        "id": (str(person.pk), Participant.objects.filter(pk=person.pk)),
        "ssn": (_ssn_of(person), Participant.objects.filter(ssn_index=person.ssn_index)),
        "phone": (person.mobile_phone, phone),
    }
    own = [] if desk.office is None else [bare.parts([person.pk])]
    for kind, (number, people) in numbers.items():
        one = bare.statement(people.values_list("pk"))
        yield Search(kind, {"number": number}, lambda _, one=one: [[one, *own]])
    members = bare.statement(CaseMember.objects.filter(case=case).values_list("participant"))
    in_case = list(CaseMember.objects.filter(case=case).values_list("participant", flat=True))
    # Found by number, then listed.
    yield Search("case", {"number": str(case)}, lambda _: [[members, *bare.people(in_case)]])


def _by_name(desk: Desk, person: Participant) -> Iterator[Search]:
    kinds = {
        "name, rare": (f"{_rare(person)}ez", ""),
        "name, second surname": ("Yáñez", ""),
        "name, first and last": (person.last_name, person.first_name),
        "name, the most common": ("García", ""),
        "name, common, and first": ("hern", "gua"),
        "name, two letters": ("ma", ""),
    }
    for kind, (last, first) in kinds.items():

        def ways(found: list[int], last: str = last, first: str = first) -> list[Way]:
            return bare.names(last, first, desk.office, found, finding.MOST_FOUND + 1)

        yield Search(kind, {"last_name": last, "first_name": first}, ways)


def _for_conversations(desk: Desk, person: Participant, case: int) -> Iterator[Search]:
    numbers = {
        "messages, id": (str(person.pk), Conversation.objects.filter(participant=person)),
        "messages, case": (str(case), Conversation.objects.filter(case=case)),
    }
    for kind, (number, query) in numbers.items():
        one = bare.statement(query.values_list("pk"))
        yield Search(kind, {"words": number}, lambda found, one=one: [[one, bare.conversations(found)]])
    first, last = person.first_name, person.last_name
    words = {
        "messages, name": (f"{first} {last}", [(f"{first} {last}", ""), (last, first), (first, last)]),
        "messages, common name": ("garcía", [("garcía", "")]),
        "messages, rare word": (_rare(person), [(_rare(person), "")]),
        "messages, common word": ("letter", [("letter", "")]),
        "messages, common words": (
            "payment letter",
            [("payment letter", ""), ("letter", "payment"), ("payment", "letter")],
        ),
    }
    most = inbox.MOST_FOUND + 1
    for kind, (typed, names) in words.items():

        def ways(found: list[int], typed: str = typed, names: list[tuple[str, str]] = names) -> list[Way]:
            people = [lookup for name in names for lookup in bare.of_people_named(*name)]
            walked = bare.walk(typed, names, desk.office, found, most)
            return [
                [bare.with_words(typed), *people, bare.conversations(found)],
                [*walked, bare.conversations(found)],
            ]

        yield Search(kind, {"words": typed}, ways)


def _rare(person: Participant) -> str:
    """Return a word, or the beginning of a name, that few have: syllables drawn by their number."""
    return f"gri{('cha', 'gri', 'ki', 'lo')[person.pk % 4]}{('mo', 'ka', 'hu', 'di')[person.pk // 4 % 4]}"
