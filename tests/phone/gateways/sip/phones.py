"""A telephone that a test holds in its hand: SIP and RTP over UDP, PCMU, keys by RFC 4733 or as tones.

It hears what a MemoryVoice says as text. Other people's clients (sipp, baresip, minimodem) are in the tests beside.
"""

import asyncio
import contextlib
import re
import socket
import struct
import uuid
from collections.abc import AsyncIterator, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from customer_connect.providers.speech.memory import text_in

FRAME = 160
_QUARTER_SECOND = 4_000  # bytes
_EVENTS = {key: number for number, key in enumerate("0123456789*#")}


def on_the_phone(talk: Coroutine[Any, Any, None], *, within: float = 20.0) -> None:
    """Hold a talk, in a thread of its own: a browser of another test may keep an event loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, asyncio.wait_for(talk, within)).result()


class NotHeard(AssertionError):
    """What should have been said was not."""


class Refused(Exception):
    """The call was answered with something other than 200: its message."""

    def __init__(self, message: "Message") -> None:
        super().__init__(message.first_line)
        self.message = message


class Message:
    """A SIP message that came in."""

    def __init__(self, text: str) -> None:
        head, _, self.body = text.partition("\r\n\r\n")
        self.first_line, *lines = head.split("\r\n")
        self.headers: dict[str, list[str]] = {}
        for line in lines:
            name, _, value = line.partition(":")
            self.headers.setdefault(name.strip().lower(), []).append(value.strip())

    @property
    def status(self) -> int:
        return int(self.first_line.split()[1]) if self.first_line.startswith("SIP/2.0") else 0

    @property
    def method(self) -> str:
        return "" if self.status else self.first_line.split()[0]

    def header(self, name: str) -> str:
        return self.headers.get(name, [""])[0]


class Phone(asyncio.DatagramProtocol):
    """One call. Use `call`."""

    def __init__(self, server: tuple[str, int], *, user: str, caller: str, sends_events: bool = True) -> None:
        self.server, self.user, self.caller = server, user, caller
        self.sends_events = sends_events
        self.offers_text = False
        self.messages: list[Message] = []
        self.call_id = f"{uuid.uuid4()}@test"
        self.over = asyncio.Event()
        self.referred_to = ""
        self.answer_refer: Callable[[Phone], list[int]] | None = None
        self.refer_status = 202
        self._tag, self._sequence = uuid.uuid4().hex[:8], 0
        self._to_tag = ""
        self._target = ""
        self._arrived = asyncio.Event()
        self._outgoing: list[tuple[str, bytes]] = []
        self._received: dict[int, bytes] = {}
        self._first_timestamp: int | None = None
        self._searched_from = 0
        self._typed_at = 0.0
        self._signalling: asyncio.DatagramTransport
        self.rtp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.rtp.bind(("127.0.0.1", 0))
        self.rtp.setblocking(False)
        self.rtp_to: tuple[str, int] | None = None
        self._stream = {"number": 1, "time": 0}
        self._sending: asyncio.Task[None] | None = None
        self.sends_sound = True

    # ---- the call

    async def dial(self) -> None:
        """Call and wait for the answer. Raises Refused."""
        loop = asyncio.get_running_loop()
        self._signalling, _ = await loop.create_datagram_endpoint(lambda: self, local_addr=("127.0.0.1", 0))
        loop.add_reader(self.rtp, self._take_sound)
        self.send("INVITE", body=self.sdp())
        answer = await self.answer_to("INVITE")
        if answer.status != 200:
            self.send("ACK", to_invite=True)
            raise Refused(answer)
        self._take_dialog(answer)
        self.send("ACK", to_invite=True)
        self._sending = asyncio.create_task(self._send_sound())

    async def hang_up(self) -> None:
        """End the call, where it is not over."""
        if not self.over.is_set():
            self.over.set()
            self.send("BYE")
            await self.answer_to("BYE")

    async def hold(self, *, on: bool) -> None:
        """Put the other side on hold, or take it back."""
        self.send("INVITE", body=self.sdp("sendonly" if on else "sendrecv"))
        assert (await self.answer_to("INVITE")).status == 200
        self.send("ACK", to_invite=True)

    def close(self) -> None:
        """Let go of everything."""
        if self._sending:
            self._sending.cancel()
        asyncio.get_running_loop().remove_reader(self.rtp)
        self.rtp.close()
        self._signalling.close()

    # ---- speaking

    def press(self, keys: str) -> None:
        """Press keys, after what is still being pressed and said."""
        self._outgoing += [("key", key.encode()) for key in keys]

    def say(self, pcm: bytes) -> None:
        """Say something, after what is still being pressed and said."""
        self._outgoing += [("pcm", pcm[at : at + 2 * FRAME]) for at in range(0, len(pcm), 2 * FRAME)]

    # ---- hearing

    @property
    def pcm(self) -> bytes:
        """Everything that came in, with silence where nothing did."""
        if not self._received:
            return b""
        sound = np.zeros(max(self._received) + FRAME, dtype="<i2")
        for at, payload in self._received.items():
            sound[at : at + len(payload)] = from_mulaw(payload)
        return sound.tobytes()

    def texts(self) -> list[str]:
        """What a MemoryVoice has said so far, piece by piece."""
        return texts_in(self.pcm, is_over=self.over.is_set())

    async def hears(self, wanted: str, *, within: float = 10.0) -> str:
        """Wait until something is said in which the wanted words are, and return all of it. Raises NotHeard."""
        deadline = asyncio.get_running_loop().time() + within
        while True:
            texts = self.texts()
            for number in range(self._searched_from, len(texts)):
                if wanted in texts[number]:
                    self._searched_from = number + 1
                    return texts[number]
            if asyncio.get_running_loop().time() > deadline:
                raise NotHeard(f"{wanted!r} is not in {texts}")
            await asyncio.sleep(0.05)

    # ---- SIP

    def send(self, method: str, *, body: str = "", to_invite: bool = False, extra: str = "") -> None:
        """Send a request in the dialog."""
        if not to_invite and method != "CANCEL":
            self._sequence += 1
        branch = f"z9hG4bK{self.call_id[:8]}{self._sequence}{method if self._to_tag else ''}"
        if not self._to_tag and method in ("ACK", "CANCEL"):
            branch = f"z9hG4bK{self.call_id[:8]}{self._sequence}"
        host, port = self._signalling.get_extra_info("sockname")
        uri = self._target or f"sip:{self.user}@{self.server[0]}:{self.server[1]}"
        to = f"<sip:{self.user}@{self.server[0]}>" + (f";tag={self._to_tag}" if self._to_tag else "")
        lines = [
            f"{method} {uri} SIP/2.0",
            f"Via: SIP/2.0/UDP {host}:{port};branch={branch};rport",
            "Max-Forwards: 70",
            f"From: <sip:{self.caller}@{host}>;tag={self._tag}",
            f"To: {to}",
            f"Call-ID: {self.call_id}",
            f"CSeq: {self._sequence} {method}",
            f"Contact: <sip:{self.caller or 'anonymous'}@{host}:{port}>",
            *([extra] if extra else []),
            *(["Content-Type: application/sdp"] if body else []),
            f"Content-Length: {len(body)}",
        ]
        self._signalling.sendto(("\r\n".join(lines) + "\r\n\r\n" + body).encode(), self.server)

    async def answer_to(self, method: str, *, within: float = 5.0) -> Message:
        """Return the final answer to the newest request of this method."""
        async with asyncio.timeout(within):
            while True:
                for message in self.messages:
                    if message.status >= 200 and message.header("cseq") == f"{self._sequence} {method}":
                        return message
                self._arrived.clear()
                await self._arrived.wait()

    def sdp(self, direction: str = "sendrecv") -> str:
        """Our offer."""
        _, port = self.rtp.getsockname()
        events = ["a=rtpmap:101 telephone-event/8000", "a=fmtp:101 0-15"] if self.sends_events else []
        lines = [
            "v=0",
            "o=- 1 1 IN IP4 127.0.0.1",
            "s=-",
            "c=IN IP4 127.0.0.1",
            "t=0 0",
            f"m=audio {port} RTP/AVP 0{' 101' if self.sends_events else ''}",
            "a=rtpmap:0 PCMU/8000",
            *events,
            f"a={direction}",
            *(["m=text 40000 RTP/AVP 98", "a=rtpmap:98 t140/1000"] if self.offers_text else []),
        ]
        return "\r\n".join(lines) + "\r\n"

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        if data[0] & 0x80:
            return  # RTCP: our port happens to be the one after that of the sound
        message = Message(data.decode())
        self.messages.append(message)
        if message.method:
            self._take_request(message)
        self._arrived.set()

    def _take_dialog(self, answer: Message) -> None:
        tag = re.search(r";tag=([^;]+)", answer.header("to"))
        contact = re.search(r"<([^>]+)>", answer.header("contact"))
        media = re.search(r"^m=audio (\d+)", answer.body, re.MULTILINE)
        assert tag
        assert contact
        assert media
        self._to_tag, self._target = tag[1], contact[1]
        self.rtp_to = (self.server[0], int(media[1]))

    def _take_request(self, message: Message) -> None:
        status = self.refer_status if message.method == "REFER" else 200
        self._reply(message, status)
        if message.method == "BYE":
            self.over.set()
        if message.method == "REFER" and not self.referred_to:
            self.referred_to = message.header("refer-to")
            for outcome in self.answer_refer(self) if self.answer_refer and status == 202 else []:
                state = "terminated;reason=noresource" if outcome >= 200 else "active;expires=60"
                self.send(
                    "NOTIFY",
                    body=f"SIP/2.0 {outcome} Outcome\r\n",
                    extra=f"Event: refer\r\nSubscription-State: {state}",
                )

    def _reply(self, message: Message, status: int) -> None:
        kept = [
            f"{name.title()}: {value}"
            for name in ("via", "from", "to", "call-id", "cseq")
            for value in message.headers.get(name, [])
        ]
        host, port = self._signalling.get_extra_info("sockname")
        lines = [f"SIP/2.0 {status} OK", *kept, f"Contact: <sip:{host}:{port}>", "Content-Length: 0", "", ""]
        self._signalling.sendto("\r\n".join(lines).encode(), self.server)

    # ---- RTP

    async def _send_sound(self) -> None:
        loop = asyncio.get_running_loop()
        due = loop.time()
        while not self.over.is_set():
            if self.sends_sound:
                await self._send_next()
            due += 0.02
            await asyncio.sleep(max(0.0, due - loop.time()))

    async def _send_next(self) -> None:
        kind, what = self._outgoing.pop(0) if self._outgoing else ("pcm", b"")
        if kind == "key":
            await self._send_event(_EVENTS[what.decode()])
        else:
            samples = np.frombuffer(what.ljust(2 * FRAME, b"\0"), dtype="<i2")
            self._send_packet(0, to_mulaw(samples), marker=False)

    async def _send_event(self, number: int) -> None:
        """Send one key as RFC 4733 has it: growing durations, the end three times over."""
        began = self._stream["time"]
        for step in range(1, 6):
            is_end = step >= 3
            payload = struct.pack("!BBH", number, (0x80 if is_end else 0) | 10, min(step, 3) * FRAME)
            self._send_packet(101, payload, marker=step == 1, timestamp=began, advance=step <= 3)
        for _ in range(2):
            self._send_packet(0, b"\xff" * FRAME, marker=False)

    def _send_packet(
        self, kind: int, payload: bytes, *, marker: bool, timestamp: int | None = None, advance: bool = True
    ) -> None:
        stream = self._stream
        at = stream["time"] if timestamp is None else timestamp
        header = struct.pack("!BBHII", 0x80, kind | (0x80 if marker else 0), stream["number"] & 0xFFFF, at, 7)
        stream["number"] += 1
        stream["time"] += FRAME if advance else 0
        if self.rtp_to:
            with contextlib.suppress(OSError):
                self.rtp.sendto(header + payload, self.rtp_to)

    def _take_sound(self) -> None:
        with contextlib.suppress(BlockingIOError):
            while True:
                packet = self.rtp.recv(2048)
                if len(packet) < 12 or packet[1] & 0x7F != 0:
                    continue
                timestamp = int.from_bytes(packet[4:8], "big")
                if self._first_timestamp is None:
                    self._first_timestamp = timestamp
                at = (timestamp - self._first_timestamp) & 0xFFFFFFFF
                if at < 8_000 * 600:
                    self._received[at] = packet[12:]


@contextlib.asynccontextmanager
async def call(
    port: int, *, user: str = "connect", caller: str = "+19165550123", sends_events: bool = True
) -> AsyncIterator[Phone]:
    """Hold a call with the server on this port. Raises Refused."""
    phone = Phone(("127.0.0.1", port), user=user, caller=caller, sends_events=sends_events)
    try:
        await phone.dial()
        yield phone
        await phone.hang_up()
    finally:
        phone.close()


def texts_in(pcm: bytes, *, is_over: bool = True) -> list[str]:
    """Return what a MemoryVoice has said in this sound; while it goes on, without what is being said right now."""
    pieces = pieces_in(pcm)
    if not is_over and pieces and pcm.endswith(pieces[-1]):
        pieces.pop()
    return [text for piece in pieces for text in _texts_of(piece)]


@lru_cache(maxsize=4_000)
def _texts_of(piece: bytes) -> tuple[str, ...]:
    """Return the texts in a piece: more than one where the first was cut off and the next followed at once."""
    texts: list[str] = []
    for start in range(0, len(piece), _QUARTER_SECOND):
        text = text_in(piece[start:])
        if text and text not in texts[-1:]:
            texts.append(text)
    return tuple(texts)


def pieces_in(pcm: bytes) -> list[bytes]:
    """Return what is between silences of a tenth of a second."""
    samples = np.abs(np.frombuffer(pcm, dtype="<i2").astype(np.int32))
    frames = samples[: len(samples) // FRAME * FRAME].reshape(-1, FRAME).max(axis=1) > 200
    pieces: list[bytes] = []
    began, silent = None, 0
    for number, is_loud in enumerate(frames):
        if is_loud:
            began, silent = (number if began is None else began), 0
        elif began is not None:
            silent += 1
            if silent == 5:
                pieces.append(pcm[2 * FRAME * began : 2 * FRAME * number])
                began = None
    return [*pieces, *([pcm[2 * FRAME * began :]] if began is not None else [])]


def to_mulaw(samples: NDArray[np.int16]) -> bytes:
    """Compress as G.711 µ-law."""
    value = samples.astype(np.int32)
    sign = np.where(value < 0, 0x80, 0)
    size = np.minimum(np.abs(value), 32_635) + 132
    exponent = np.floor(np.log2(size)).astype(np.int32) - 7
    mantissa = (size >> (exponent + 3)) & 0x0F
    return bytes((~(sign | (exponent << 4) | mantissa) & 0xFF).astype(np.uint8))


def from_mulaw(payload: bytes) -> NDArray[np.int16]:
    """Expand G.711 µ-law."""
    code = ~np.frombuffer(payload, dtype=np.uint8) & 0xFF
    size = (((code & 0x0F).astype(np.int32) << 3) + 132) << ((code >> 4) & 7)
    return np.where(code & 0x80, 132 - size, size - 132).astype("<i2")
