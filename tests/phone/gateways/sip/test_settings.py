from pathlib import Path

import pytest

from customer_connect.phone.gateways.sip.settings import Announcements, SipSettings

SILENT = Announcements({}, {}, {})
CERTIFICATE = Path("certificate.pem")


def test_everybody_is_let_in_unless_networks_are_listed():
    assert SipSettings(SILENT).allowed_by_port == {}
    assert SipSettings(SILENT, certificate=CERTIFICATE).allowed_by_port == {}
    trunk = ("192.0.2.10",)
    assert SipSettings(SILENT, allowed=trunk).allowed_by_port == {5060: trunk}
    assert SipSettings(SILENT, allowed=trunk, certificate=CERTIFICATE).allowed_by_port == {
        5060: trunk,
        5061: trunk,
    }


def test_where_encryption_is_required_keys_of_the_sound_come_by_tls_alone():
    required = SipSettings(SILENT, allowed=("192.0.2.10",), certificate=CERTIFICATE, encryption="required")
    assert required.allowed_by_port == {5060: (), 5061: ("192.0.2.10",)}
    with pytest.raises(ValueError, match="set a certificate"):
        SipSettings(SILENT, encryption="required")
