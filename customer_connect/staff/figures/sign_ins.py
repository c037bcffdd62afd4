"""Sign-ins and tries that failed."""

from customer_connect.domain.audit.actors import Channel
from customer_connect.domain.figures.counters import SIGN_INS
from customer_connect.domain.identity.models.sign_ins import Outcome
from customer_connect.staff.figures.periods import Asked
from customer_connect.staff.figures.tables import Table, along_time, by_value, per_step, per_value


def tables(asked: Asked) -> list[Table]:
    """Return sign-ins along time, and how tries ended by channel."""
    counts = asked.counts(SIGN_INS)
    failed = [each for each in Outcome if each != Outcome.SIGNED_IN]
    columns = {"Signed in": per_step(counts, Outcome.SIGNED_IN), "Not let in": per_step(counts, *failed)}
    names = {Channel.WEB: "Web", Channel.PHONE: "Phone", Channel.TTY: "TTY"}
    channels = {name: per_value(counts, 1, where=(2, channel)) for channel, name in names.items()}
    note = (
        ""
        if asked.scope.is_everywhere
        else "Tries with numbers that belong to nobody are in no office’s figures."
    )
    return [
        along_time(asked, "sign-ins", "Sign-ins", columns, note),
        by_value("outcomes", "How tries to sign in ended", "Outcome", Outcome, channels),
    ]
