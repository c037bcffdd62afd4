"""What counts as one network, and how an address is told."""

import pytest

from customer_connect.domain.identity.networks import network_key, summary_of


def test_addresses_of_one_ipv6_customer_are_one_network() -> None:
    assert network_key("2001:db8:1:2::1") == network_key("2001:db8:1:2:ffff::9")
    assert network_key("2001:db8:1:2::1") != network_key("2001:db8:1:3::1")


def test_ipv4_addresses_over_an_ipv6_socket_are_networks_of_their_own() -> None:
    assert network_key("::ffff:203.0.113.7") == network_key("203.0.113.7")
    assert network_key("::ffff:203.0.113.7") != network_key("::ffff:198.51.100.1")


@pytest.mark.parametrize(
    ("address", "summary"),
    [
        ("203.0.113.7", "203.0.113.x"),
        ("::ffff:203.0.113.7", "203.0.113.x"),
        ("2001:db8:1:2::1", "2001:db8:1::…"),
        ("+19165550123", "…23"),
        ("", ""),
    ],
)
def test_an_address_is_told_in_part(address: str, summary: str) -> None:
    assert summary_of(address) == summary
