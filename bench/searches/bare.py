"""Bare lookups: what a search comes to when its index answers alone, written by hand.

Where a search has two ends to begin at (the name or the office, the word or the newest conversation), there is a bare
lookup from each; the quicker one counts.
"""

from typing import Any

from bench.searches.plans import Statement
from customer_connect.core.plain_names import LastWord, PlainName, as_last_word, begins_with, plain_name
from customer_connect.domain.cases.models import CaseMember, Participant
from customer_connect.domain.conversations.models import Conversation, Message

Way = list[Statement]

_SERVED = """CROSS JOIN LATERAL (SELECT 1 FROM cases_casemember AS part JOIN cases_case AS its ON its.id = part.case_id
    WHERE part.participant_id = one.person AND (part.office_id = %s OR its.office_id = %s) LIMIT 1) AS served"""
_OF_OFFICE = """SELECT participant_id AS person FROM cases_casemember WHERE office_id = %s
    UNION SELECT part.participant_id FROM cases_case AS its JOIN cases_casemember AS part ON part.case_id = its.id
    WHERE its.office_id = %s"""


def statement(query: Any) -> Statement:
    """Return a query's statement."""
    return Statement(*query.query.sql_with_params())


def people(numbers: list[int]) -> Way:
    """Return the reading of people by number, and of their parts in cases."""
    return [statement(Participant.objects.filter(pk__in=numbers or [0])), parts(numbers)]


def parts(numbers: list[int]) -> Statement:
    """Return the reading of people's parts in cases."""
    return statement(
        CaseMember.objects.filter(participant__in=numbers or [0]).values_list("participant", "office")
    )


def names(last: str, first: str, office: int | None, found: list[int], most: int) -> list[Way]:
    """Return the lookups of a name, then of a second surname where there is room, and the reading of those found."""
    ways: list[Way] = [[]] if office is None else [[], []]
    left = list(found)
    for by, named in (("last", _named(last, first)), ("word", _second_named(last, first))):
        here = set(named.filter(pk__in=left or [0]).order_by())
        is_end = len(found) + 1 >= most and here.issuperset(left)
        if office is None:
            ways[0].append(statement(named[:most]))
        else:
            depth = _depth(named, by, left[-1] if is_end else None)
            ways[0].append(_served_of(named[:depth], office))
            ways[1].append(_named_of(named.order_by(), office))
        if is_end:
            break
        left = [number for number in left if number not in here]
    rows = statement(Participant.objects.filter(pk__in=found or [0]))
    return [[*way, rows] for way in ways]


def _named(last: str, first: str) -> Any:
    """Return people by the index of names, in its order."""
    return _beginning(Participant.objects.annotate(plain=PlainName("last_name")), plain_name(last), first)


def _second_named(last: str, first: str) -> Any:
    """Return people by the index of second surnames, in its order."""
    return _beginning(Participant.objects.annotate(plain=LastWord("last_name")), as_last_word(last), first)


def _beginning(people: Any, last: str, first: str) -> Any:
    named = people.annotate(plain_first=PlainName("first_name")).filter(begins_with("plain", last))
    if first:
        named = named.filter(begins_with("plain_first", first))
    return named.order_by("plain", "plain_first").values_list("id", flat=True)


def _served_of(named: Any, office: int) -> Statement:
    """Return who of these an office serves, each looked up by their parts in cases."""
    sql, params = named.query.sql_with_params()
    return Statement(f"SELECT one.person FROM ({sql}) AS one(person) {_SERVED}", (*params, office, office))


def _named_of(named: Any, office: int) -> Statement:
    """Return who of an office's people is named so."""
    sql, params = named.query.sql_with_params()
    theirs = f"SELECT person FROM ({_OF_OFFICE}) AS theirs"
    return Statement(f"{sql} AND cases_participant.id IN ({theirs})", (*params, office, office))


def _depth(named: Any, by: str, end: int | None) -> int:
    """Return how many of a name stand before somebody and with them, or how many there are."""
    if end is not None:
        person = Participant.objects.annotate(
            last=PlainName("last_name"), word=LastWord("last_name"), first=PlainName("first_name")
        )
        plain, plain_first = person.values_list(by, "first").get(pk=end)
        named = named.filter(plain__lte=plain).exclude(plain=plain, plain_first__gt=plain_first)
    return max(1, int(named.order_by().count()))


def conversations(numbers: list[int]) -> Statement:
    """Return the reading of conversations by number."""
    return statement(Conversation.objects.filter(pk__in=numbers or [0]).values_list("pk", "last_message_at"))


def with_words(words: str) -> Statement:
    """Return the lookup of messages by the index of their words."""
    return statement(Message.objects.with_words(words).order_by().values_list("conversation"))


def of_people_named(last: str, first: str) -> Way:
    """Return the conversations of people of a name, by the indexes of names and that of people."""
    way = []
    for named in (_named(last, first), _second_named(last, first)):
        sql, params = named.order_by().query.sql_with_params()
        way.append(
            Statement(
                f"SELECT talk.id FROM ({sql}) AS one(person) CROSS JOIN LATERAL (SELECT id"
                " FROM conversations_conversation WHERE participant_id = one.person OFFSET 0) AS talk",
                params,
            )
        )
    return way


def walk(words: str, names: list[tuple[str, str]], office: int | None, found: list[int], most: int) -> Way:
    """Return the walk from the newest conversation on, of all or of one office, looking at words and names.

    It goes as far as the last one found, or to the end where not enough were found.
    """
    everything = Conversation.objects.order_by("-last_message_at", "-id")
    parts = [everything]
    if office is not None:
        parts = [everything.filter(office=office), everything.filter(case_office=office)]
    looks, values = [], []
    for look in [Message.objects.with_words(words).order_by().values_list("id")]:
        inner, given = look.query.sql_with_params()
        looks.append(f"EXISTS ({inner} AND conversation_id = one.id OFFSET 0)")
        values += given
    for named in (each(*name) for name in names for each in (_named, _second_named)):
        inner, given = named.order_by().query.sql_with_params()
        looks.append(f"EXISTS ({inner} AND cases_participant.id = one.person OFFSET 0)")
        values += given
    way = []
    for part in parts:
        sql, params = part.values_list("id", "participant")[
            : _steps(part, found, most)
        ].query.sql_with_params()
        way.append(
            Statement(
                f"SELECT one.id FROM ({sql}) AS one(id, person) WHERE {' OR '.join(looks)}",
                (*params, *values),
            )
        )
    return way


def _steps(part: Any, found: list[int], most: int) -> int:
    """Return how many conversations a walk passes: up to the last one found, or all."""
    if len(found) + 1 >= most:
        part = part.filter(last_message_at__gte=Conversation.objects.get(pk=found[-1]).last_message_at)
    return max(1, int(part.count()))
