"""What a call does, on real SIP and RTP, with a dialogue out of a script."""

import asyncio
import contextlib
import re
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from customer_connect.phone.audio.baudot import encode
from customer_connect.phone.audio.tones import pcm_of_keys
from customer_connect.providers.speech.memory import MemoryVoice
from tests.phone.gateways.sip.phones import NotHeard, Phone, Refused, call, on_the_phone
from tests.phone.gateways.sip.servers import Server, free_port, scripted

pytestmark = pytest.mark.phone


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("sip")
    port = free_port()
    with scripted(
        folder,
        port=port,
        transfers={"agents": "sip:agents@127.0.0.1:9;call={reference}"},
        lines={"toll-free": "+18669013212"},
        health_file=str(folder / "health.json"),
    ) as running:
        yield running


async def is_over(phone: Phone) -> None:
    await asyncio.wait_for(phone.over.wait(), 5)


def last_step(server: Server) -> dict[str, Any]:
    """Return what the dialogue was told at the end of the newest call, once that is there."""
    deadline = time.monotonic() + 5
    while server.steps[-1]["step"] != "ended" and time.monotonic() < deadline:
        time.sleep(0.02)
    return server.steps[-1]


def test_keys_answer_questions_and_the_dialogue_hangs_up(server: Server):
    async def talk() -> None:
        async with call(server.port, user="toll-free") as phone:
            await phone.hears("What now?")
            phone.press("1")
            await phone.hears("Your number?")
            phone.press("1234#")
            await phone.hears("Number 1234.")
            phone.press("9")
            await phone.hears("Goodbye.")
            await is_over(phone)

    on_the_phone(talk())
    started = [step for step in server.steps if step["step"] == "start"][-1]
    assert started == {
        "step": "start",
        "channel": "phone",
        "number": "+19165550123",
        "line": "+18669013212",
    }
    assert last_step(server) == {"step": "ended", "asked": "nothing", "how": "dialogue"}


def test_who_knows_the_menu_types_ahead(server: Server):
    async def talk() -> None:
        async with call(server.port) as phone:
            await phone.hears("Welcome.")
            phone.press("1123459")
            await phone.hears("Goodbye.", within=4)

    on_the_phone(talk())


def test_tones_in_the_sound_are_keys_too(server: Server):
    async def talk() -> None:
        async with call(server.port, sends_events=False) as phone:
            await phone.hears("What now?")
            phone.say(pcm_of_keys("1"))
            await phone.hears("Your number?")
            phone.say(pcm_of_keys("98765"))
            await phone.hears("Number 98765.")

    on_the_phone(talk())


def test_speech_answers_questions(server: Server):
    voice = MemoryVoice()

    async def talk() -> None:
        async with call(server.port) as phone:
            await phone.hears("What now?")
            phone.say(voice.pcm_of("number", "en", keep=False))
            await phone.hears("Your number?")
            phone.say(voice.pcm_of("4321", "en", keep=False))
            await phone.hears("Number 4321.")
            phone.say(voice.pcm_of("what nobody expects", "en", keep=False))
            await phone.hears("What?")

    on_the_phone(talk())


def test_a_key_or_a_word_stops_the_prompts(server: Server):
    async def talk() -> None:
        async with call(server.port) as phone:
            await phone.hears("What now?")
            phone.press("2")
            await phone.hears("Sentence 1.")
            phone.press("2")
            await phone.hears("Sentence 0.")
            phone.say(MemoryVoice().pcm_of("number", "en", keep=False))
            await phone.hears("Your number?")
            assert not any("Sentence 6." in text for text in phone.texts())

    on_the_phone(talk())


def test_what_must_be_heard_is_said_to_its_end(server: Server):
    async def talk() -> None:
        async with call(server.port) as phone:
            await phone.hears("What now?")
            phone.press("39")
            await phone.hears("Listen to the end.")
            await phone.hears("What now?")
            await phone.hears("Goodbye.")

    on_the_phone(talk())


def test_silence_is_handed_over(server: Server):
    async def talk() -> None:
        async with call(server.port) as phone:
            await phone.hears("What now?")
            await phone.hears("Silence.")

    on_the_phone(talk())


def test_on_hold_time_stands_still_and_the_question_is_put_again(server: Server):
    async def talk() -> None:
        async with call(server.port) as phone:
            await phone.hears("Welcome.")
            await phone.hold(on=True)
            with pytest.raises(NotHeard):
                await phone.hears("Silence.", within=1.5)
            await phone.hold(on=False)
            await phone.hears("What now?")
            phone.press("1")
            await phone.hears("Your number?")

    on_the_phone(talk())


def test_agents_get_the_call_by_refer(server: Server):
    async def talk() -> None:
        async with call(server.port) as phone:
            await phone.hears("What now?")
            phone.answer_refer = lambda _: [100, 180, 200]
            phone.press("0")
            await phone.hears("Hold on.")
            await is_over(phone)
            assert phone.referred_to == "sip:agents@127.0.0.1:9;call=4711"

    on_the_phone(talk())
    assert last_step(server)["how"] == "transferred"


@pytest.mark.parametrize(("refer_status", "outcomes"), [(202, [100, 486]), (603, [])])
def test_a_call_that_no_agent_takes_comes_back(server: Server, refer_status: int, outcomes: list[int]):
    async def talk() -> None:
        async with call(server.port) as phone:
            await phone.hears("What now?")
            phone.refer_status = refer_status
            phone.answer_refer = lambda _: outcomes
            phone.press("0")
            await phone.hears("Nobody is there.")

    on_the_phone(talk())


def test_a_switch_that_ends_our_part_itself_has_transferred_the_call(server: Server):
    async def talk() -> None:
        async with call(server.port) as phone:
            await phone.hears("What now?")
            phone.answer_refer = lambda _: [100]
            phone.press("0")
            await phone.hears("Hold on.")
            while not phone.referred_to:
                await asyncio.sleep(0.02)
            await phone.hang_up()

    on_the_phone(talk())
    assert last_step(server)["how"] == "transferred"


def test_a_fault_in_the_dialogue_costs_one_call_and_tells_nobody_its_words(server: Server):
    async def talk() -> None:
        async with call(server.port) as other, call(server.port) as phone:
            await other.hears("What now?")
            await phone.hears("What now?")
            phone.press("4")
            await phone.hears("Something broke.")
            await is_over(phone)
            other.press("1")
            await other.hears("Your number?")

    on_the_phone(talk())
    assert "RuntimeError" in server.output
    assert "secret 44444" not in server.output


def test_a_caller_may_hang_up_at_any_moment(server: Server):
    async def hang_up_after(seconds: float) -> None:
        async with call(server.port):
            await asyncio.sleep(seconds)

    async def talk() -> None:
        before = len(server.steps)
        await asyncio.gather(*(hang_up_after(0.13 * number) for number in range(12)))
        while sum(step["step"] == "ended" for step in server.steps[before:]) < 12:
            await asyncio.sleep(0.05)
        assert {step["how"] for step in server.steps[before:] if step["step"] == "ended"} == {"caller"}

    on_the_phone(talk())


def test_a_call_may_be_given_up_while_it_rings_or_repeated_by_the_network(server: Server):
    async def talk() -> None:
        loop = asyncio.get_running_loop()
        phone = Phone(("127.0.0.1", server.port), user="connect", caller="anonymous")
        before = len([step for step in server.steps if step["step"] == "start"])
        phone._signalling, _ = await loop.create_datagram_endpoint(lambda: phone, local_addr=("127.0.0.1", 0))
        phone.send("INVITE", body=phone.sdp())
        phone._sequence -= 1
        phone.send("INVITE", body=phone.sdp())  # the same once more: one call
        phone.send("CANCEL")
        await phone.answer_to("CANCEL")
        answer = await phone.answer_to("INVITE")
        if answer.status == 200:  # it was answered before the CANCEL came
            phone._take_dialog(answer)
            phone.send("ACK", to_invite=True)
            await phone.hang_up()
        phone.rtp.close()
        phone._signalling.close()
        await asyncio.sleep(0.3)
        started = [step for step in server.steps if step["step"] == "start"]
        assert len(started) <= before + 1
        assert all(step["number"] == "" for step in started[before:])

    on_the_phone(talk())


def test_real_time_text_is_declined_and_the_call_goes_on_in_sound(server: Server):
    async def talk() -> None:
        phone = Phone(("127.0.0.1", server.port), user="connect", caller="+19165550123")
        phone.offers_text = True
        try:
            await phone.dial()
            answer = await phone.answer_to("INVITE")
            assert re.findall(r"^m=(\w+) (\d+)", answer.body, re.MULTILINE)[1] == ("text", "0")
            await phone.hears("What now?")
            await phone.hang_up()
        finally:
            phone.close()

    on_the_phone(talk())


def test_a_text_telephone_is_answered_when_it_has_stopped_sending(tmp_path: Path):
    async def talk(port: int) -> None:
        async with call(port, user="tty") as phone:
            while not _stopped_sending(phone.pcm):
                await asyncio.sleep(0.05)
            heard = len(phone.pcm)
            phone.say(encode("1 GA\r\n"))
            while phone._outgoing:
                await asyncio.sleep(0.01)
            assert not _is_loud(phone.pcm[heard:])
            while not _is_loud(phone.pcm[heard:]):
                await asyncio.sleep(0.05)

    with scripted(tmp_path, tty_users=["tty"], silence=10.0) as server:
        on_the_phone(talk(server.port))
        assert [step["text"] for step in server.steps if step["step"] == "answer"] == ["1"]


def _is_loud(pcm: bytes) -> bool:
    return bool(pcm) and int(np.abs(np.frombuffer(pcm, dtype="<i2").astype(int)).max()) > 1_000


def _stopped_sending(pcm: bytes) -> bool:
    """Tell whether tones have come, and none for a third of a second: between two lines one may type."""
    return _is_loud(pcm) and not _is_loud(pcm[-5_000:])


def test_too_many_calls_are_told_so_and_then_refused(tmp_path: Path):
    async def talk(port: int) -> None:
        async with call(port) as first, call(port) as second:
            await first.hears("What now?")
            async with call(port) as third:
                await third.hears("All lines are busy.")
                await third.hears("Todas las líneas")
                await is_over(third)
            waiting = [asyncio.create_task(_hold(port)) for _ in range(10)]
            await asyncio.sleep(0.5)
            with pytest.raises(Refused, match="486"):
                async with call(port):
                    pass
            await asyncio.gather(*waiting)
            second.press("1")
            await second.hears("Your number?")

    async def _hold(port: int) -> None:
        async with call(port) as phone:
            await is_over(phone)

    with scripted(tmp_path, most_calls=2, silence=10.0) as server:
        on_the_phone(talk(server.port))


def test_lost_sound_ends_the_call(tmp_path: Path):
    async def talk(port: int) -> None:
        async with call(port) as phone:
            await phone.hears("What now?")
            phone.sends_sound = False
            await is_over(phone)

    with scripted(tmp_path, lost_after_seconds=1, silence=20.0) as server:
        on_the_phone(talk(server.port))
        assert last_step(server)["how"] == "lost"


def test_a_stop_lets_calls_end_and_takes_no_new_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    async def talk(server: Server) -> None:
        async with call(server.port) as phone, call(server.port) as slow:
            await phone.hears("What now?")
            server.process.terminate()
            await asyncio.sleep(0.3)
            with pytest.raises(Refused, match="486"):
                async with call(server.port):
                    pass
            phone.press("9")
            await phone.hears("Goodbye.")
            await is_over(phone)
            await slow.hears("We have to end this call.")
            await is_over(slow)

    with (
        service_manager(tmp_path, monkeypatch) as told,
        scripted(tmp_path, drain_seconds=2.5, silence=20.0, most_calls=9) as server,
    ):
        on_the_phone(talk(server))
        assert server.process.wait(10) == 0
        assert [step["how"] for step in server.steps if step["step"] == "ended"] == ["dialogue", "drained"]
    assert [state for state in told if state in ("READY=1", "STOPPING=1")] == ["READY=1", "STOPPING=1"]
    assert "WATCHDOG=1\nSTATUS=2 of 9 calls" in told


@contextlib.contextmanager
def service_manager(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Stand in for systemd, and collect what it is told."""
    told: list[str] = []
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.bind(str(folder / "systemd"))
        monkeypatch.setenv("NOTIFY_SOCKET", str(folder / "systemd"))

        def listen() -> None:
            while state := line.recv(500).decode():
                told.append(state)

        listening = threading.Thread(target=listen)
        listening.start()
        yield told
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as last:
            last.sendto(b"", str(folder / "systemd"))
        listening.join()
