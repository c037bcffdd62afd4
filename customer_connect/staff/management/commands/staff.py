"""`./connect staff`: adds people to the staff, lists them, lets them in again, takes their access away."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from customer_connect.core.dates import today
from customer_connect.domain.audit.actions.record import record
from customer_connect.domain.audit.actors import Actor, Channel
from customer_connect.domain.cases.models import Caseworker, Office
from customer_connect.domain.identity.actions.staff_accounts import (
    activate_staff_member,
    add_staff_member,
    deactivate_staff_member,
    end_staff_sessions,
    place_staff_member,
)
from customer_connect.domain.identity.actions.staff_tries import unlock_staff
from customer_connect.domain.identity.models import StaffMember
from customer_connect.domain.identity.permissions import StaffRole
from customer_connect.domain.identity.staff_exceptions import StaffMemberExists
from customer_connect.staff.signin.forms import current_code
from customer_connect.staff.signin.invitations import invite
from customer_connect.staff.signin.single_sign_on import must_use_single_sign_on

ME = Actor.system("staff", Channel.COMMAND)


class Command(BaseCommand):
    help = "Look after the staff's accounts. No password is ever typed here: people choose theirs by an emailed link."

    def add_arguments(self, parser: CommandParser) -> None:
        commands = parser.add_subparsers(dest="what", required=True, metavar="WHAT")
        add = commands.add_parser("add", help="add somebody and send them an invitation")
        place = commands.add_parser("place", help="give somebody another role or office, at once")
        add.add_argument("--name", required=True)
        for each in (add, place):
            each.add_argument("email")
            each.add_argument("--role", required=True, choices=StaffRole.values)
            each.add_argument(
                "--office", type=int, metavar="ID", help="their office; a supervisor without one has all"
            )
        add.add_argument("--caseworker", type=int, metavar="ID", help="who they are in the system of record")
        listing = commands.add_parser("list", help="list the staff")
        listing.add_argument("--all", action="store_true", help="also those who have no access any more")
        for name, text in {
            "invite": "send a new link for choosing a password",
            "deactivate": "let somebody in no more, and end their sessions now",
            "activate": "let somebody in again",
            "unlock": "let somebody try again who typed too many wrong passwords or codes",
            "sign-out": "end all sessions of somebody",
            "disconnect": "forget who they are at the single sign-on: it finds them anew by their email",
            "reset-second-factor": "remove authenticator app, passkeys and recovery codes, so that new ones are set up",
            "code": "show the code that a demo account’s authenticator app shows now (not in production)",
        }.items():
            commands.add_parser(name, help=text).add_argument("email")

    def handle(self, *_: Any, what: str, **options: Any) -> None:
        if what == "add":
            self._add(**options)
        elif what == "list":
            self._list(everybody=options["all"])
        elif what == "place":
            self._place(_member(options["email"]), StaffRole(options["role"]), options["office"])
        else:
            self._see_to(what, _member(options["email"]))

    def _add(
        self, *, email: str, name: str, role: str, office: int | None, caseworker: int | None, **_: Any
    ) -> None:
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError(f"{email} is no email address.") from error
        try:
            worker = None if caseworker is None else Caseworker.objects.get(pk=caseworker)
            staff = add_staff_member(
                name=name,
                email=email,
                role=StaffRole(role),
                office=_office(StaffRole(role), office, worker),
                caseworker=worker,
                by=ME,
            )
        except StaffMemberExists as error:
            raise CommandError("Somebody on the staff has this email, or is this caseworker.") from error
        except Caseworker.DoesNotExist as error:
            raise CommandError(f"{error} Look for its number in the system of record.") from error
        self._say_invited(staff)

    def _place(self, staff: StaffMember, role: StaffRole, office: int | None) -> None:
        if must_use_single_sign_on(staff.user):
            raise CommandError(f"Single sign-on says what {staff.name} is: change it there.")
        is_other = place_staff_member(
            staff=staff, role=role, office=_office(role, office, staff.caseworker), by=ME
        )
        where = staff.office or "no office of their own"
        self.stdout.write(f"{staff.name} is {'now' if is_other else 'already'} {staff.role_name}, {where}.")

    def _say_invited(self, staff: StaffMember) -> None:
        link = invite(staff, by=ME)
        self.stdout.write(
            f"{staff.name} can choose a password here, once (the link is on its way by email too):"
        )
        self.stdout.write(link)

    def _list(self, *, everybody: bool) -> None:
        people = StaffMember.objects.all() if everybody else StaffMember.objects.active()
        for staff in people.select_related("user", "office", "stand_in").order_by("name"):
            notes = [staff.role_name, str(staff.office or "all offices")]
            if not staff.is_active:
                notes.append("no access")
            elif not staff.user.has_usable_password():
                notes.append("invited")
            if StaffMember.objects.away_on(today()).filter(pk=staff.pk).exists():
                notes.append(f"away, stand-in {staff.stand_in or 'nobody'}")
            self.stdout.write(f"{staff.email}: {staff.name} ({', '.join(notes)})")

    def _see_to(self, what: str, staff: StaffMember) -> None:
        if what == "invite":
            self._say_invited(staff)
        elif what == "code":
            self.stdout.write(_code_of(staff))
        else:
            _DO[what](staff)
            self.stdout.write(f"Done: {what} {staff.email}")


def _office(role: StaffRole, number: int | None, worker: Caseworker | None) -> Office | None:
    if number is None:
        if role == StaffRole.CASEWORKER and worker is None:
            raise CommandError("A caseworker needs --office, --caseworker or both: else they see nobody.")
        return None
    try:
        return Office.objects.get(pk=number)
    except Office.DoesNotExist as error:
        raise CommandError(f"{error} Look for its number in the system of record.") from error


def _disconnect(staff: StaffMember) -> None:
    SocialAccount.objects.filter(user=staff.user_id).delete()
    record("staff.sso_disconnected", by=ME, staff=staff.user_id)


def _reset_second_factor(staff: StaffMember) -> None:
    Authenticator.objects.filter(user=staff.user_id).delete()
    record("staff.second_factor_reset", by=ME, staff=staff.user_id)
    end_staff_sessions(staff=staff, by=ME)


def _member(email: str) -> StaffMember:
    staff = StaffMember.objects.with_email(email).select_related("user").first()
    if staff is None:
        raise CommandError(f"Nobody on the staff has the email {email}.")
    return staff


def _code_of(staff: StaffMember) -> str:
    if settings.IS_PRODUCTION:
        raise CommandError("This is production: codes stay in their owners’ apps.")
    app = Authenticator.objects.filter(user=staff.user_id, type=Authenticator.Type.TOTP).first()
    if app is None:
        raise CommandError(f"{staff.name} has no authenticator app.")
    return current_code(decrypt(app.data["secret"]))


_DO = {
    "deactivate": lambda staff: deactivate_staff_member(staff=staff, by=ME),
    "activate": lambda staff: activate_staff_member(staff=staff, by=ME),
    "unlock": lambda staff: unlock_staff(staff=staff, by=ME),
    "sign-out": lambda staff: end_staff_sessions(staff=staff, by=ME),
    "disconnect": _disconnect,
    "reset-second-factor": _reset_second_factor,
}
