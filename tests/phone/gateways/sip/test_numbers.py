"""Whose number is in a SIP header."""

import pytest

from customer_connect.phone.gateways.sip.numbers import number_in, user_of


@pytest.mark.parametrize(
    ("header", "number"),
    [
        ("sip:+19165550123@198.51.100.7", "+19165550123"),
        ('"Ana" <sip:9165550123@trunk.example;user=phone>;tag=1', "+19165550123"),
        ("<tel:+1-916-555-0123>", "+19165550123"),
        ("sip:+525512345678@trunk.example", "+525512345678"),
        ("sip:anonymous@anonymous.invalid", ""),
        ("sip:1001@office.example", ""),
        ("sip:trunk.example", ""),
        ("", ""),
    ],
)
def test_numbers_are_in_e164_or_left_out(header: str, number: str):
    assert number_in(header, country="US") == number


def test_the_user_part_is_found_anywhere_in_the_header():
    assert user_of('"sip" <SIPS:tty@example.org;transport=tls>') == "tty"
    assert user_of("no address") == ""
