"""What staff may do: named permissions, and which roles have them. Pages ask for a permission, never for a role."""

from django.db import models


class StaffRole(models.TextChoices):
    """What somebody is on the staff."""

    CASEWORKER = "caseworker", "Caseworker"
    AGENT = "agent", "Call center agent"
    SUPERVISOR = "supervisor", "Supervisor"
    INTEGRATOR = "integrator", "Integrator"
    AUDITOR = "auditor", "Auditor"


class Permission(models.TextChoices):
    """One thing that somebody may or may not do."""

    SEE_PEOPLE = "people.see", "Find people and see their pages"
    ISSUE_PIN = "people.issue_pin", "Have a temporary PIN mailed or emailed"
    UNLOCK_PIN = "people.unlock_pin", "Unlock somebody’s PIN, or turn it off"
    MARK_CONTACTS = "people.mark_contacts", "Mark addresses and emails as bad or good"
    SET_SAFE_CONTACT = "people.set_safe_contact", "Set how somebody may safely be reached"
    ISSUE_FIRST_PINS = "pins.issue_first", "Mail first PINs in bulk"
    SEE_DELIVERIES = "deliveries.see", "See the outbox and the letter batches"
    RETRY_DELIVERIES = "deliveries.retry", "Send again what failed"
    HANDLE_LETTERS = "letters.handle", "Enter the print shop’s answers and reprint letters"
    NOTE_RETURNED_MAIL = "letters.note_returned", "Enter returned mail"
    HANDLE_TASKS = "tasks.handle", "See to what agents passed on and to mail that came back"
    SEE_WORK_DUE = "work.see", "See what is scheduled and whether the worker lives"
    SEE_IMPORTS = "imports.see", "See imports and their rejects"
    SEE_AUDIT = "audit.see", "Read the audit trail"
    SEE_REPORTS = "reports.see", "See the figures of an office"
    MANAGE_STAFF = "staff.manage", "Hand work over and end sessions of staff"
    READ_MESSAGES = "messages.read", "Read messages of participants"
    ANSWER_MESSAGES = "messages.answer", "Answer messages of participants"
    DECIDE_CHANGES = "changes.decide", "Decide on reported changes"
    TAKE_CALLS = "calls.take", "Take calls and call back"


_WITH_PEOPLE = frozenset(
    {Permission.SEE_PEOPLE, Permission.ISSUE_PIN, Permission.UNLOCK_PIN, Permission.SET_SAFE_CONTACT}
)
_CASEWORK = _WITH_PEOPLE | {
    Permission.MARK_CONTACTS,
    Permission.NOTE_RETURNED_MAIL,
    Permission.HANDLE_TASKS,
    Permission.READ_MESSAGES,
    Permission.ANSWER_MESSAGES,
    Permission.DECIDE_CHANGES,
}
_MACHINERY = frozenset(
    {
        Permission.SEE_DELIVERIES,
        Permission.RETRY_DELIVERIES,
        Permission.HANDLE_LETTERS,
        Permission.SEE_WORK_DUE,
        Permission.SEE_IMPORTS,
    }
)
PERMISSIONS: dict[StaffRole, frozenset[Permission]] = {
    StaffRole.CASEWORKER: _CASEWORK,
    StaffRole.AGENT: _WITH_PEOPLE | {Permission.TAKE_CALLS},
    StaffRole.SUPERVISOR: _CASEWORK
    | _MACHINERY
    | {
        Permission.ISSUE_FIRST_PINS,
        Permission.SEE_REPORTS,
        Permission.MANAGE_STAFF,
        Permission.TAKE_CALLS,
    },
    # They keep the machinery running and see no participant's data.
    StaffRole.INTEGRATOR: _MACHINERY,
    StaffRole.AUDITOR: frozenset({Permission.SEE_AUDIT}),
}
# Who may open anybody, and therefore says each time why.
GIVE_REASONS = frozenset({StaffRole.AGENT})
