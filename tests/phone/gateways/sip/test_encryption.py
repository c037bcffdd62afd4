"""TLS for the signalling and SRTP for the sound, with Debian's baresip at the other end."""

import time
from pathlib import Path

import pytest

from tests.phone.gateways.sip.certificates import certificate_for_this_machine
from tests.phone.gateways.sip.phones import Refused, call, on_the_phone, texts_in
from tests.phone.gateways.sip.servers import scripted
from tests.phone.gateways.sip.softphones import Softphone, softphone

pytestmark = pytest.mark.phone


def _until(phone: Softphone, wanted: str) -> None:
    deadline = time.monotonic() + 10
    while wanted not in " ".join(texts_in(phone.pcm)):
        assert time.monotonic() < deadline, texts_in(phone.pcm)
        time.sleep(0.1)


def test_where_encryption_is_required_only_encrypted_sound_is_answered(tmp_path: Path):
    certificate = certificate_for_this_machine(tmp_path)
    settings = {
        "certificate": str(certificate.with_key),
        "authorities": str(certificate.public),
        "encryption": "required",
        "silence": 10.0,
    }
    with (
        scripted(tmp_path, **settings) as server,
        softphone(tmp_path / "softphone", certificate=certificate) as phone,
    ):
        phone.dial(f"sip:connect@127.0.0.1:{server.port + 1};transport=tls")
        _until(phone, "What now?")
        phone.press("1")
        _until(phone, "Your number?")
        phone.press("123#9")
        _until(phone, "Goodbye.")
        deadline = time.monotonic() + 5
        while "session closed" not in phone.log:
            assert time.monotonic() < deadline, phone.log
            time.sleep(0.1)
        on_the_phone(_is_refused(server.port))


async def _is_refused(port: int) -> None:
    with pytest.raises(Refused, match="488"):
        async with call(port):
            pass
