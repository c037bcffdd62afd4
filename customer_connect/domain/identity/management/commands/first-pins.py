"""`./connect first-pins`: mails first PINs in bulk, when an office moved or a private wage assignment exists."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from customer_connect.core.agencies import agency
from customer_connect.core.dates import today
from customer_connect.domain.audit.actors import Actor, Channel
from customer_connect.domain.cases.models import Office
from customer_connect.domain.identity.actions.issue_first_pin import NoFirstPin, issue_first_pin
from customer_connect.domain.identity.actions.note_addresses import note_addresses
from customer_connect.domain.identity.exceptions import CannotHaveAPin
from customer_connect.domain.identity.first_pins import Choice, Plan, plan_first_pins
from customer_connect.domain.identity.models import FirstPinOccasion

BAR = 30


class Command(BaseCommand):
    help = (
        "Mail first PINs to parents and guardians in open cases who cannot sign in yet, each person once. Without "
        "--apply it only counts. It can be stopped and started again, and run several times at once."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        who = parser.add_mutually_exclusive_group(required=True)
        who.add_argument(
            "--office", type=int, metavar="ID", help="those whom this office serves; it has moved"
        )
        who.add_argument(
            "--transitioned-since",
            type=date.fromisoformat,
            metavar="DATE",
            help="those whom an office serves that moved to the statewide system on this day or later (YYYY-MM-DD)",
        )
        who.add_argument(
            "--private-wage-assignment",
            action="store_true",
            help="those in a case with a private wage assignment",
        )
        parser.add_argument("--apply", action="store_true", help="issue the PINs and queue their letters")

    def handle(
        self, *_: Any, office: int | None, transitioned_since: date | None, apply: bool, **__: Any
    ) -> None:
        if office is not None:
            _check_office(office)
        choice = Choice(office, transitioned_since)
        note_addresses()
        plan = plan_first_pins(choice)
        self._tell(plan)
        if apply:
            self._issue(plan.wanted, choice.occasion)
        else:
            self.stdout.write("Nothing was sent. Add --apply to send them.")

    def _tell(self, plan: Plan) -> None:
        cents = agency().deliveries.cents_per_letter
        cost = Decimal(cents * len(plan.wanted)) / 100
        self.stdout.write(f"Chosen: {plan.chosen:,}")
        self.stdout.write(f"Get a letter: {len(plan.wanted):,}, for about ${cost:,.2f} ({cents} cents each)")
        for why, count in sorted(plan.skipped.items()):
            self.stdout.write(f"Get none: {count:,} {why.value}")

    def _issue(self, wanted: list[int], occasion: FirstPinOccasion) -> None:
        me = Actor.system("first-pins", Channel.COMMAND)
        issued = 0
        for number, participant_id in enumerate(wanted, start=1):
            try:
                issue_first_pin(participant_id=participant_id, occasion=occasion, by=me)
            except (NoFirstPin, CannotHaveAPin):
                pass  # what they have changed since the count; the next run tells why
            else:
                issued += 1
            self._show(number, len(wanted))
        self.stdout.write(f"Letters waiting for the next batch: {issued:,}")
        if issued < len(wanted):
            self.stdout.write(f"Changed meanwhile: {len(wanted) - issued:,}. Run it again to see why.")

    def _show(self, done: int, whole: int) -> None:
        """Draw the bar on a screen; in a file, tell every thousand."""
        if self.stderr.isatty():
            filled = BAR * done // whole
            end = "\n" if done == whole else ""
            bar = f"\r[{'#' * filled}{'.' * (BAR - filled)}] {done:,} of {whole:,}"
            self.stderr.write(bar, ending=end)
            self.stderr.flush()
        elif done % 1000 == 0:
            self.stderr.write(f"{done:,} of {whole:,}")


def _check_office(number: int) -> None:
    office = Office.objects.filter(pk=number).first()
    if office is None:
        raise CommandError(f"There is no office {number}.")
    if office.transitioned_on is None or office.transitioned_on > today():
        raise CommandError(f"{office.name} has not moved to the statewide system.")
