"""What a witness outside the database is told of the chain, and how its word compares with what stands here.

Two kinds of statements: {"seal", "last_event", "sealed_at", "mac"}, and after a restore of the database, which takes
seals away that had been told of, {"went_back_to", "at", "reason", "key", "mac"}.
"""

import hmac
from collections.abc import Iterator
from itertools import islice

from django.utils import timezone

from customer_connect.domain.audit.chains import UnknownKey, keyed, newest_key
from customer_connect.domain.audit.models import Seal
from customer_connect.providers.witnesses import Statement, Witness, witness

AT_ONCE = 1_000


class TrailWasCut(Exception):
    """The witness knows of seals that are not here."""


def tell_witness() -> int:
    """Tell the witness of the seals that it does not know yet. Returns how many.

    Raises TrailWasCut where what it heard last is not here.
    """
    known = witness()
    if known is None:
        return 0
    told, number = 0, _last_told(known)
    while seals := list(Seal.objects.in_order().filter(number__gt=number)[:AT_ONCE]):
        known.tell([statement_of(seal) for seal in seals])
        told, number = told + len(seals), seals[-1].number
    return told


def check_witness() -> None:
    """Raise TrailWasCut where the last thing that the witness heard is not here."""
    if known := witness():
        _last_told(known)


def statement_of(seal: Seal) -> Statement:
    """Return what is told of a seal."""
    return {
        "seal": seal.number,
        "last_event": seal.last_event,
        "sealed_at": seal.sealed_at.isoformat(),
        "mac": seal.mac,
    }


def going_back(*, reason: str) -> Statement:
    """Return what is told when the database was restored: that the chain goes on from its last seal here."""
    last = Seal.objects.in_order().last()
    said = {
        "went_back_to": last.number if last else 0,
        "at": timezone.now().isoformat(),
        "reason": reason,
        "key": newest_key(),
    }
    return {**said, "mac": keyed(said, key_name=newest_key())}


def is_going_back(statement: Statement) -> bool:
    """Tell whether a statement is of that kind and was made with a key of ours."""
    said = {name: value for name, value in statement.items() if name != "mac"}
    if "went_back_to" not in said:
        return False
    try:
        return hmac.compare_digest(keyed(said, key_name=str(said.get("key"))), str(statement.get("mac")))
    except UnknownKey:
        return False


def seals_told(known: Witness) -> Iterator[tuple[int, str]]:
    """Return number and MAC of each seal that the witness was told of and that was not taken back after, in order."""
    turns = [
        (place, int(each["went_back_to"]))
        for place, each in enumerate(known.statements())
        if is_going_back(each)
    ]
    for place, each in enumerate(known.statements()):
        lowest = min((number for at, number in turns if at > place), default=None)
        if "seal" in each and (lowest is None or int(each["seal"]) <= lowest):
            yield int(each["seal"]), str(each.get("mac"))


def find_contradiction(known: Witness) -> str:
    """Return in which point the witness and the chain here contradict each other, or nothing."""
    told, last = seals_told(known), 0
    while some := list(islice(told, AT_ONCE)):
        here = dict(
            Seal.objects.filter(number__in=[number for number, _ in some]).values_list("number", "mac")
        )
        for number, mac in some:
            if number not in here:
                return f"The witness was told of seal {number}, which is not here: the trail was cut off or set back."
            if here[number] != mac:
                return (
                    f"The witness was told another seal {number} than stands here: the chain was made anew."
                )
        last = max(last, some[-1][0])
    untold = Seal.objects.filter(number__gt=last).order_by("number").first()
    if untold is not None:
        return f"The witness was told of nothing after seal {last}, and there is one of {untold.sealed_at.isoformat()}."
    return ""


def _last_told(known: Witness) -> int:
    """Return the number of the last seal that the witness knows of. Raises TrailWasCut where it is not here."""
    last = known.last()
    if last is None:
        return 0
    if is_going_back(last):
        return int(last["went_back_to"])
    number = int(last.get("seal", 0))
    if not Seal.objects.filter(number=number, mac=last.get("mac")).exists():
        raise TrailWasCut(
            f"The witness was told of seal {number}, which is not here. If the database was restored, say so: "
            "./connect audit went-back REASON"
        )
    return number
