"""`./connect seed-staff FILE`: puts people of every role on the demo's staff and writes how each signs in."""

import json
from base64 import b32encode
from pathlib import Path
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Count

from customer_connect.core.sealing import blind_index
from customer_connect.domain.audit.actors import Actor, Channel
from customer_connect.domain.cases.models import Caseworker, Office
from customer_connect.domain.identity.actions.staff_accounts import add_staff_member, set_staff_password
from customer_connect.domain.identity.models import StaffMember
from customer_connect.domain.identity.permissions import StaffRole

ME = Actor.system("seed-staff", Channel.COMMAND)
_WORDS = [
    "amber",
    "birch",
    "cedar",
    "delta",
    "ember",
    "fjord",
    "grove",
    "hazel",
    "iris",
    "juniper",
    "kelp",
    "lilac",
    "maple",
    "north",
    "olive",
    "pebble",
]
_SUPERVISORS = ["Marisol Vega", "Thomas Okafor"]


class Command(BaseCommand):
    help = "Put people of every role, in two offices, on the demo's staff. Not in production."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="the JSON list to write")

    def handle(self, *_: Any, file: Path, **__: Any) -> None:
        if settings.IS_PRODUCTION:
            raise CommandError(
                "seed-staff sets passwords that stand in a file: it does not run in production."
            )
        offices = (
            Office.objects.filter(is_current=True).annotate(size=Count("cases")).order_by("-size", "id")[:2]
        )
        if len(offices) < 2:
            raise CommandError("There are not two offices. Import a package first.")
        rows = [
            _seed("supervisor", "Sam Sutter", StaffRole.SUPERVISOR),
            _seed("agent", "Ada Ames", StaffRole.AGENT),
            _seed("integrator", "Ira Ingram", StaffRole.INTEGRATOR),
            _seed("auditor", "Ava Auden", StaffRole.AUDITOR),
        ]
        for number, (office, supervisor) in enumerate(zip(offices, _SUPERVISORS, strict=True), start=1):
            worker = office.caseworkers.filter(is_current=True).order_by("id").first()
            name = str(worker) if worker else f"Caseworker {number}"
            rows.append(_seed(f"caseworker{number}", name, StaffRole.CASEWORKER, office, worker))
            rows.append(_seed(f"supervisor{number}", supervisor, StaffRole.SUPERVISOR, office))
        file.write_text(json.dumps(rows, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        self.stdout.write(f"On the staff: {len(rows)}.")


def _seed(
    mailbox: str,
    name: str,
    role: StaffRole,
    office: Office | None = None,
    caseworker: Caseworker | None = None,
) -> dict[str, Any]:
    email = f"{mailbox}@agency.example"
    staff = StaffMember.objects.with_email(email).select_related("user", "office").first()
    if staff is None:
        staff = add_staff_member(
            name=name, email=email, role=role, office=office, caseworker=caseworker, by=ME
        )
    drawn = blind_index(email, purpose="demo-staff")
    password = " ".join(_WORDS[byte % len(_WORDS)] for byte in drawn[:4])
    secret = b32encode(drawn[:20]).decode()
    if not staff.user.check_password(password):
        set_staff_password(staff=staff, password=password, by=ME)
    if not Authenticator.objects.filter(user=staff.user, type=Authenticator.Type.TOTP).exists():
        TOTP.activate(staff.user, secret)
    return {
        "email": email,
        "password": password,
        "totp_secret": secret,
        "name": staff.name,
        "role": staff.role,
        "office": staff.office and staff.office.name,
        "office_id": staff.office_id,
        "caseworker_id": staff.caseworker_id,
    }
