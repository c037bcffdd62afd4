"""Addresses of people. A Participant ID may stand in an address here, an SSN never."""

from django.urls import path

from customer_connect.staff.people import deeds, finding, overviews, persons

app_name = "people"
urlpatterns = [
    path("people", finding.find, name="find"),
    path("people/forget", finding.forget, name="forget"),
    path("people/<int:participant_id>", persons.person, name="person"),
    path("people/<int:participant_id>/reason", persons.reason, name="reason"),
    path("people/<int:participant_id>/what-they-see", overviews.overview, name="overview"),
    path("people/<int:participant_id>/pin/send", deeds.issue_pin, name="issue_pin"),
    path("people/<int:participant_id>/pin/unlock", deeds.unlock_pin, name="unlock_pin"),
    path("people/<int:participant_id>/pin/off", deeds.turn_pin_off, name="turn_pin_off"),
    path("people/<int:participant_id>/address/bad", deeds.mark_address, name="mark_address"),
    path("people/<int:participant_id>/address/good", deeds.trust_address, name="trust_address"),
    path("people/<int:participant_id>/email/bad", deeds.mark_email, name="mark_email"),
    path("people/<int:participant_id>/email/good", deeds.trust_email, name="trust_email"),
    path("people/<int:participant_id>/safe-contact", deeds.safe_contact, name="safe_contact"),
]
