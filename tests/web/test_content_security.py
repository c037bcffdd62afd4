"""Every answer carries the policy that django-csp would write for it."""

import pytest
from csp.decorators import csp_update
from csp.utils import build_policy
from django.http import HttpResponse
from django.test import RequestFactory

from customer_connect.web.content_security import SamePolicyMiddleware

HEADER = "Content-Security-Policy"


def answer_of(view) -> HttpResponse:
    response = SamePolicyMiddleware(view)(RequestFactory().get("/"))
    assert isinstance(response, HttpResponse)
    return response


def test_a_page_gets_the_sites_policy():
    policy = answer_of(lambda request: HttpResponse())[HEADER]
    assert policy == build_policy()
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy


def test_a_page_with_a_policy_of_its_own_keeps_it():
    view = csp_update({"img-src": ["https://maps.example"]})(lambda request: HttpResponse())
    assert "https://maps.example" in answer_of(view)[HEADER]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/login", "/no-such-page", "/home"])
def test_every_answer_has_it(client, address):
    assert client.get(address)[HEADER] == build_policy()
