"""The areas behind the door. An area shows to those who have one of its permissions."""

from dataclasses import dataclass

from django.urls import reverse

from customer_connect.domain.identity.models import StaffMember
from customer_connect.domain.identity.permissions import Permission


@dataclass(frozen=True)
class Area:
    """One entry of the main navigation: its first page, and who may open that."""

    label: str
    page: str
    about: str = ""
    any_of: tuple[Permission, ...] = ()

    @property
    def namespace(self) -> str:
        """Which addresses belong to it."""
        return self.page.partition(":")[0]

    @property
    def address(self) -> str:
        """Where it begins."""
        return reverse(self.page)


AREAS = [
    Area("Home", "home:home"),
    Area(
        "Messages",
        "conversations:inbox",
        "Read what participants write, and answer within three business days.",
        (Permission.READ_MESSAGES,),
    ),
    Area(
        "People",
        "people:find",
        "Find somebody, see how their PIN stands and what was sent to them, help them.",
        (Permission.SEE_PEOPLE,),
    ),
    Area(
        "Changes",
        "changes:queue",
        "Decide on what people reported: their own information, and the other party’s.",
        (Permission.DECIDE_CHANGES,),
    ),
    Area(
        "Calls",
        "calls:desk",
        "Take callers who wait for an agent, call people back, write up what came of it.",
        (Permission.TAKE_CALLS,),
    ),
    Area(
        "Tasks",
        "tasks:tasks",
        "What agents passed on; letters and emails that came back.",
        (Permission.HANDLE_TASKS,),
    ),
    Area("First PINs", "first_pins:runs", "Mail first PINs in bulk.", (Permission.ISSUE_FIRST_PINS,)),
    Area(
        "Deliveries",
        "deliveries:deliveries",
        "Every email, text and letter, and what became of it.",
        (Permission.SEE_DELIVERIES,),
    ),
    Area(
        "Letters",
        "letters:batches",
        "Batches at the print shop, their answers, reprints, returned mail.",
        (Permission.SEE_DELIVERIES, Permission.NOTE_RETURNED_MAIL),
    ),
    Area(
        "Imports",
        "imports:imports",
        "What came from the system of record, and what stayed out and why.",
        (Permission.SEE_IMPORTS,),
    ),
    Area(
        "Work due", "work:due", "What is scheduled, and whether the worker lives.", (Permission.SEE_WORK_DUE,)
    ),
    Area(
        "Figures",
        "figures:figures",
        "Sign-ins, PINs, messages, changes, calls, imports and deliveries in numbers.",
        (Permission.SEE_REPORTS,),
    ),
    Area(
        "Audit",
        "audit:trail",
        "Who did and saw what, and whether the trail is whole.",
        (Permission.SEE_AUDIT,),
    ),
]


def areas_of(staff: StaffMember) -> list[Area]:
    """Return the areas that this member of staff may open, in their order."""
    return [area for area in AREAS if not area.any_of or any(staff.may(each) for each in area.any_of)]
