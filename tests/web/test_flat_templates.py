"""Flattened templates come out as Django's own rendering does."""

import re

import pytest
from django.contrib import messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.template import Context, Engine
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import override

from customer_connect.web.flat_templates import CannotFlatten, _flattened, render_flat
from tests.factories import ana_and_ben, cal, user_of

pytestmark = pytest.mark.django_db
CHANGING = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|data-seconds-left="\d+"')


@pytest.mark.parametrize("name", ["home/home.html", "payments/history.html"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_a_flat_page_is_the_page_that_django_writes_for_each_reader(client, name, language):
    prefix = "" if language == "en" else "/es"
    for person in (ana_and_ben().ana, cal()):
        client.force_login(user_of(person))
        request = client.get(f"{prefix}/payments/made?period=all").wsgi_request
        request._messages = FallbackStorage(request)
        messages.success(request, f"Hello <{person.number}>")
        with override(language):
            values = {"side": {"title": "Title & more"}, "content": mark_safe("<p>The content</p>")}
            flat = render_flat(request, name, values).content.decode()
            request._messages = FallbackStorage(request)
            messages.success(request, f"Hello <{person.number}>")
            plain = render_to_string(name, values, request)
        assert CHANGING.sub("", flat) == CHANGING.sub("", plain)
        assert person.number in flat
        assert f"Hello &lt;{person.number}&gt;" in flat
        assert "<p>The content</p>" in flat


@pytest.mark.parametrize(
    "text",
    [
        '{% extends "base.html" %}{% block title %}{{ block.super }}{% endblock %}',
        "{% if a %}{% block b %}{% endblock %}{% endif %}",
        "{% include a %}",
    ],
)
def test_what_cannot_be_flattened_is_refused(text):
    template = Engine.get_default().from_string(text)
    context = Context({"a": "base.html"})
    with context.bind_template(template), pytest.raises(CannotFlatten):
        list(_flattened(template.nodelist, {}, context))
