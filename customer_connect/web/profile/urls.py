"""Addresses of My Profile."""

from django.urls import path, register_converter

from customer_connect.domain.changes.enums import Kind
from customer_connect.web.profile import (
    confirmations,
    other_parties,
    overviews,
    reports,
    safe_contacts,
    updates,
)


class OwnKindConverter:
    """A kind of report about oneself, as it stands in an address."""

    regex = "|".join(kind.value for kind in Kind if kind != Kind.OTHER_PARTY)

    def to_python(self, value: str) -> Kind:
        """Return the kind."""
        return Kind(value)

    def to_url(self, value: Kind | str) -> str:
        """Return the kind's word."""
        return Kind(value).value


register_converter(OwnKindConverter, "own_kind")

app_name = "profile"
urlpatterns = [
    path("profile", overviews.profile, name="profile"),
    path("profile/update", overviews.update, name="update"),
    path("profile/update/<own_kind:kind>", updates.update_one, name="update_one"),
    path("profile/other-party", other_parties.other_party, name="other_party"),
    path("profile/safe-contact", safe_contacts.safe_contact, name="safe_contact"),
    path("profile/requests", reports.requests, name="requests"),
    path("profile/requests/<str:receipt_number>", reports.receipt, name="receipt"),
    path("profile/requests/<str:receipt_number>/pdf", reports.receipt_pdf, name="receipt_pdf"),
    path("profile/requests/<str:receipt_number>/take-back", reports.take_back, name="take_back"),
    path("profile/requests/<str:receipt_number>/answer", reports.answer, name="answer"),
    path("profile/requests/<str:receipt_number>/confirm", confirmations.confirm, name="confirm"),
    path("profile/requests/<str:receipt_number>/send-code", confirmations.send_again, name="send_code"),
]
