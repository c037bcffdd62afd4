"""Addresses of the agents' desk."""

from django.urls import path

from customer_connect.staff.calls import call_backs, desk, records, talks

app_name = "calls"
urlpatterns = [
    path("calls", desk.desk, name="desk"),
    path("calls/waiting", desk.waiting, name="waiting"),
    path("calls/waiting/<int:request_id>", talks.talk, name="talk"),
    path("calls/waiting/<int:request_id>/take", talks.take, name="take"),
    path("calls/waiting/<int:request_id>/left", talks.left, name="left"),
    path("calls/back", call_backs.listing, name="call_backs"),
    path("calls/back/<int:call_back_id>", call_backs.call_back, name="call_back"),
    path("calls/back/<int:call_back_id>/take", call_backs.take, name="take_call_back"),
    path("calls/back/<int:call_back_id>/give-back", call_backs.give_back, name="give_back"),
    path("calls/back/<int:call_back_id>/no-answer", call_backs.no_answer, name="no_answer"),
    path("people/<int:participant_id>/calls/<uuid:key>", records.call, name="call"),
]
