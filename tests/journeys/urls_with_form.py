"""The site's addresses and one more page with a form of every kind of field, for the journey of a late form."""

from django import forms
from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from config.urls import urlpatterns as of_the_site
from customer_connect.web.signin.kept_values import kept_as

PAGE = """{% extends "participant.html" %}{% block title %}Form{% endblock %}{% block content %}<h1>Form</h1>
<form method="post" id="form" enctype="multipart/form-data">{% csrf_token %}
<label>Street <input name="street"></label>
<label>State <select name="state"><option value="CA">CA</option><option value="NV">NV</option></select></label>
<label>Notes <textarea name="notes"></textarea></label>
<label><input type="radio" name="kind" value="home" checked> Home</label>
<label><input type="radio" name="kind" value="work"> Work</label>
<label><input type="checkbox" name="days" value="mon" checked> Monday</label>
<label><input type="checkbox" name="days" value="tue"> Tuesday</label>
<label>SSN <input name="ssn"></label>
<button type="submit">Save</button></form>{% endblock %}"""


class LateForm(forms.Form):
    """What of it can be read before it is sent late."""

    street = forms.CharField()
    notes = forms.CharField()


@kept_as(lambda _participant, typed: LateForm(typed))
def form(request: HttpRequest) -> HttpResponse:
    """Show the form, or what was sent."""
    if request.method == "POST":
        return HttpResponse(f"sent: {request.POST['street']}")
    return HttpResponse(engines["django"].from_string(PAGE).render({}, request))


urlpatterns = [*of_the_site, *i18n_patterns(path("form", form), prefix_default_language=False)]
