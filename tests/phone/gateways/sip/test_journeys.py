"""Whole calls: SIP, the real dialogue, the real database. All at once, as on a Monday morning."""

import asyncio
import subprocess
import time
import wave
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from customer_connect.domain.calls.enums import CallOutcome
from customer_connect.domain.calls.models import Call
from customer_connect.domain.identity.actions.sign_in import sign_in
from customer_connect.domain.identity.exceptions import AccountLocked, WrongIdentifierOrPin
from customer_connect.domain.identity.models import PinDelivery, PinResetRequest
from customer_connect.providers.speech.memory import MemoryVoice
from customer_connect.providers.speech.sphinx import SphinxRecogniser
from tests.domain.identity.people import NEW, PIN, SSN, WRONG, give_pin
from tests.domain.identity.people import caller as web_caller
from tests.factories import CaseMemberFactory, ana_and_ben
from tests.phone.gateways.sip.certificates import Certificate, certificate_for_this_machine
from tests.phone.gateways.sip.lines import AGENTS, phone_line
from tests.phone.gateways.sip.phones import Phone, call, on_the_phone, pieces_in, texts_in
from tests.phone.gateways.sip.softphones import Softphone, sipp_call, softphone

PICO = "customer_connect.providers.speech.pico.PicoVoice"
SPHINX = "customer_connect.providers.speech.sphinx.SphinxRecogniser"

pytestmark = [pytest.mark.phone, pytest.mark.django_db(transaction=True)]


async def say(phone: Phone, words: str) -> None:
    phone.say(MemoryVoice().pcm_of(words, "en", keep=False))


async def signs_in(phone: Phone, number: str, pin: str, *, language: str = "1") -> None:
    """Type everything ahead, as people do who have called before."""
    await phone.hears("")
    phone.press(f"{language}1{number}#{pin}#")


async def hears_the_last_payment(port: int, number: str) -> None:
    async with call(port, caller="+19165550101") as phone:
        await signs_in(phone, number, PIN)
        await phone.hears("You are signed in")
        phone.press("13")
        await phone.hears("The last payments sent to you")
        await phone.hears("four hundred fifty dollars")


async def changes_the_pin(port: int, number: str) -> None:
    async with call(port, caller="+19165550102") as phone:
        await signs_in(phone, number, PIN)
        await phone.hears("You are signed in")
        phone.press(f"3{PIN}#{NEW}#{NEW}#")
        await phone.hears("Your new PIN is saved")


async def resets_by_speech(port: int, number: str) -> None:
    async with call(port, caller="+19165550103") as phone:
        await phone.hears("")
        phone.press("11")
        await phone.hears("Participant ID")
        phone.press(f"{number}#")
        await phone.hears("PIN")
        await say(phone, "i don't know it")
        await phone.hears("Do you want to reset your PIN")
        await say(phone, "yes")
        await phone.hears("Where would you like your PIN sent")
        await say(phone, "mailing address")
        await phone.hears("Social Security number")
        await say(phone, " ".join(SSN.replace("-", "")))
        await phone.hears("Is that right")
        await say(phone, "yes")
        await phone.hears("a temporary PIN comes by mail")


async def hears_balances_in_spanish(port: int, number: str) -> None:
    async with call(port, caller="+19165550104") as phone:
        await signs_in(phone, number, PIN, language="2")
        await phone.hears("Ya ingresó")
        phone.press("5")
        await phone.hears("No hay saldos registrados")


async def is_locked_out(port: int, number: str) -> None:
    async with call(port, caller="+19165550105") as phone:
        await signs_in(phone, number, WRONG)
        await phone.hears("locked")


async def gets_an_agent(port: int) -> None:
    async with call(port, caller="+19165550106") as phone:
        await phone.hears("")
        phone.answer_refer = lambda _: [100, 200]
        phone.press("10")
        await asyncio.wait_for(phone.over.wait(), 15)
        assert phone.referred_to == AGENTS, phone.texts()


def by_sipp_over_tcp(port: int, folder: Path, number: str) -> None:
    keys = f"11{number}#{PIN}#13"
    status, told, pcm = sipp_call(port, folder / "sipp", keys=keys, seconds=17, transport="t1")
    assert status == 0, told
    said = texts_in(pcm)
    assert any("four hundred fifty dollars" in text for text in said), said


def by_a_softphone_that_encrypts(port: int, folder: Path, number: str, certificate: Certificate) -> None:
    with softphone(folder / "softphone", certificate=certificate) as phone:
        phone.dial(f"sip:connect@127.0.0.1:{port + 1};transport=tls")
        _until(phone, "Welcome")
        phone.press(f"21{number}#{PIN}#")
        _until(phone, "Ya ingresó")
        phone.press("13")
        _until(phone, "cuatrocientos cincuenta dólares")
        phone.hang_up()
        time.sleep(0.2)


def _until(phone: Softphone, wanted: str) -> None:
    deadline = time.monotonic() + 15
    while wanted not in " ".join(texts_in(phone.pcm)):
        assert time.monotonic() < deadline, texts_in(phone.pcm)
        time.sleep(0.1)


async def hears_balances_by_text_telephone(port: int, folder: Path, number: str) -> None:
    """Type with minimodem, which knows nothing of us, and read with it: half duplex, GA and all."""
    async with call(port, user="tty", caller="+19165550107") as phone:
        heard = 0
        answers = ["1 GA", "1 GA", f"{number} GA", f"{PIN} GA", "5 GA"]
        for typed in [_typed(folder, answer + "\r\n") for answer in answers]:
            # Between two lines one may begin to type, so that nobody has to wait for the end of a menu.
            heard = await _line_is_read(phone, heard)
            phone.say(typed)
        deadline = asyncio.get_running_loop().time() + 60
        while "NO BALANCES" not in (read := await asyncio.to_thread(_read, folder, phone.pcm)):
            assert asyncio.get_running_loop().time() < deadline, read
            await asyncio.sleep(1)


async def _line_is_read(phone: Phone, heard: int) -> int:
    """Wait for the silence after a line that has come since then, and return how much has come."""
    while True:
        pcm = phone.pcm
        new = np.abs(np.frombuffer(pcm[heard:], dtype="<i2").astype(np.int32))
        if len(new) > 8_000 and new.max() > 1_000 and new[-1_200:].max() < 100:
            return len(pcm)
        await asyncio.sleep(0.05)


def _typed(folder: Path, text: str) -> bytes:
    """Return a text as minimodem sends it."""
    file = folder / "typed.wav"
    subprocess.run(
        ["minimodem", "--tx", "tdd", "-R", "8000", "-f", file],
        input=text.encode(),
        capture_output=True,
        check=True,
    )
    with wave.open(str(file)) as sound:
        return bytes(sound.readframes(sound.getnframes()))


def _read(folder: Path, pcm: bytes) -> str:
    """Return what minimodem reads."""
    file = folder / "read.wav"
    with wave.open(str(file), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8_000)
        sound.writeframes(pcm)
    read = subprocess.run(["minimodem", "--rx", "tdd", "-q", "-f", file], capture_output=True, check=True)
    return " ".join(read.stdout.decode(errors="replace").split())


def test_whole_calls_at_once(tmp_path: Path):
    family = ana_and_ben()
    ana, ben = family.ana.number, family.ben.number
    gus = CaseMemberFactory.create().participant
    for person in (family.ana, family.ben, gus):
        give_pin(person)
    for _ in range(4):
        with pytest.raises(WrongIdentifierOrPin):
            sign_in(identifier=gus.number, pin=WRONG, by=web_caller())

    async def monday_morning(port: int) -> None:
        calls: list[Coroutine[Any, Any, None]] = [
            hears_the_last_payment(port, ana),
            hears_balances_in_spanish(port, ana),
            changes_the_pin(port, ben),
            resets_by_speech(port, ana),
            gets_an_agent(port),
            is_locked_out(port, gus.number),
            asyncio.to_thread(by_sipp_over_tcp, port, tmp_path, ana),
            asyncio.to_thread(by_a_softphone_that_encrypts, port, tmp_path, ana, certificate),
        ]
        await asyncio.gather(*calls)

    certificate = certificate_for_this_machine(tmp_path)
    with phone_line(tmp_path, CONNECT_SIP_CERTIFICATE=str(certificate.with_key)) as server:
        on_the_phone(monday_morning(server.port), within=90)
    sign_in(identifier=ben, pin=NEW, by=web_caller())
    with pytest.raises(AccountLocked):
        sign_in(identifier=gus.number, pin=PIN, by=web_caller())
    assert PinResetRequest.objects.get().way == PinDelivery.MAIL
    assert Call.objects.filter(outcome=CallOutcome.TRANSFERRED).count() == 1
    assert Call.objects.filter(ended_at=None).count() == 0
    for secret in (PIN, NEW, SSN.replace("-", ""), ana, ben):
        assert secret not in server.output


def test_a_whole_call_by_text_telephone(tmp_path: Path):
    ben = ana_and_ben().ben
    give_pin(ben)
    # minimodem goes back to letters at a space.
    with phone_line(tmp_path, CONNECT_TTY_UNSHIFTS_ON_SPACE="1") as server:
        talk = hears_balances_by_text_telephone(server.port, tmp_path, ben.number)
        on_the_phone(talk, within=150)
    assert Call.objects.get().channel == "tty"
    assert PIN not in server.output


def test_the_last_payment_is_understood_by_somebody_who_hears_it(tmp_path: Path):
    """The real voice through sipp's call and G.711; each piece goes to the recogniser among like-sounding amounts."""
    family = ana_and_ben()
    give_pin(family.ana)
    amounts = ["four hundred fifty", "four hundred fifteen", "five hundred forty", "two hundred fifty"]
    phrases = [f"{amount} dollars" for amount in amounts]
    real = {"CONNECT_VOICE": PICO, "CONNECT_RECOGNISER": SPHINX}
    with phone_line(tmp_path, **real) as server:
        status, told, pcm = sipp_call(
            server.port, tmp_path / "sipp", keys=f"11{family.ana.number}#{PIN}#13", seconds=20
        )
    assert status == 0, told
    recogniser = SphinxRecogniser(workers=1)
    try:
        heard = [recogniser.recognise(piece, "en", phrases=phrases) for piece in pieces_in(pcm)]
    finally:
        recogniser.close()
    # Some of the other sentences may sound a little like an amount.
    assert max(heard, key=lambda each: each.confidence).text == phrases[0], heard
