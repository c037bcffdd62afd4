"""Reading the mailbox of undelivered email."""

import logging
from dataclasses import dataclass

from customer_connect.domain.audit.actors import Actor
from customer_connect.domain.deliveries.actions.note_bounce import note_bounce, note_complaint
from customer_connect.providers.mailboxes import Mailbox
from customer_connect.providers.mailboxes.reports import Outcome, Report, read_report

logger = logging.getLogger(__name__)


@dataclass
class ReadBounces:
    """How many mails told of a bounce or a complaint, of nothing that matters, or of nothing that we understand."""

    noted: int = 0
    of_no_matter: int = 0
    set_aside: int = 0


def read_bounces(*, mailbox: Mailbox, by: Actor) -> ReadBounces:
    """Note what came back, and delete it from the mailbox; what is not understood stays there for people.

    A mail is deleted only after it was noted: after a crash it is read again, which changes nothing. Raises
    CannotReadMailbox.
    """
    told = ReadBounces()
    with mailbox.open() as opened:
        for mail in opened.waiting():
            report = read_report(mail.content)
            if report is None or not _note(report, by=by):
                logger.warning("A mail to the bounce mailbox is left for people: it is of no email of ours")
                opened.set_aside(mail)
                told.set_aside += 1
                continue
            opened.discard(mail)
            if report.outcome == Outcome.UNDERWAY:
                told.of_no_matter += 1
            else:
                told.noted += 1
    return told


def _note(report: Report, *, by: Actor) -> bool:
    """Note one report. Returns whether it is of an email of ours."""
    if report.outcome == Outcome.UNDERWAY:
        return True
    if report.outcome == Outcome.COMPLAINT:
        return note_complaint(key=report.key, by=by)
    is_for_good = report.outcome == Outcome.BOUNCED_FOR_GOOD
    return note_bounce(key=report.key, is_for_good=is_for_good, status=report.status, by=by)
