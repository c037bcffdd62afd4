"""How a turn is put and answered in typed text.

Half duplex: who sends does not hear, and nobody talks over somebody who types.
"""

import asyncio
import contextlib

import numpy as np

from customer_connect.phone.audio.baudot import Decoder, encode
from customer_connect.phone.gateways.sip.lines import Carrier, Event, Line, Said, Typed, WasHeld
from customer_connect.phone.gateways.sip.services import Announcement
from customer_connect.phone.gateways.sip.stacks import BYTES_A_SECOND
from customer_connect.phone.gateways.tty.texts import answer_in, as_typed, is_complete, lines_of
from customer_connect.phone.turns import Ask, Heard, Language, Turn

# Between two lines, for whoever wants to answer before we are done.
_LINE_PAUSE_SECONDS = 0.8
# Tones are on the line: the first character takes a moment.
_CARRIER_SECONDS = 1.0
_LOUD = 300
# People type more slowly than they speak, and read before it.
_TIMES_MORE_PATIENT = 4
_DONE_AFTER_SECONDS = 5.0
_DONE_AFTER_RETURN_SECONDS = 1.5
# After GA come a return and the rest of a tone. Whoever still sends would miss how we begin.
_QUIET_SECONDS = 0.3
_QUIET_AT_THE_LATEST_SECONDS = 3.0
# The echo of our own last tones.
_ECHO_SECONDS = 0.1


class TextEar:
    """Reads what the other side types, but for the time in which we send."""

    def __init__(self, *, unshifts_on_space: bool) -> None:
        self._unshifts = unshifts_on_space
        self._decoder = self._new_decoder()
        self._is_open = False
        self._to_skip = 0

    def open(self) -> None:
        """Hear, but for the echo of what we have sent last."""
        self._decoder = self._new_decoder()
        self._is_open = True
        self._to_skip = int(_ECHO_SECONDS * BYTES_A_SECOND)

    def _new_decoder(self) -> Decoder:
        return Decoder(unshifts_on_space=self._unshifts)

    def close(self) -> None:
        """Hear nothing: we send."""
        self._is_open = False

    def feed(self, pcm: bytes) -> list[Event]:
        """Take in sound."""
        if not self._is_open:
            return []
        skipped = min(self._to_skip, len(pcm))
        self._to_skip -= skipped
        text = self._decoder.feed(pcm[skipped:])
        if text:
            return [Typed(text)]
        samples = np.frombuffer(pcm[skipped:], dtype="<i2").astype(np.int32)
        return [Carrier()] if len(samples) and int(np.abs(samples).max()) > _LOUD else []


class Texted:
    """One call in typed text."""

    def __init__(self, line: Line, *, unshifts_on_space: bool) -> None:
        self._line = line
        self._ear = TextEar(unshifts_on_space=unshifts_on_space)
        line.listen(self._ear)

    async def put(self, turn: Turn) -> Heard | None:
        """Send a turn, and return what was typed after it. Raises CallOver, MustEnd."""
        while True:
            try:
                typed = await self._send(turn)
                return None if turn.ask is None else await self._receive(turn.ask, turn.language, typed)
            except WasHeld:
                continue  # they read nothing of it: send it again

    async def announce(self, announcement: Announcement) -> None:
        """Send what has to be said. Raises CallOver."""
        self._line.hush()
        await self._send_line(as_typed(announcement.text) + " SK SK", minds=False)

    async def _send(self, turn: Turn) -> str:
        """Send line by line; where somebody begins to type between two, stop and return that."""
        can_interrupt = turn.ask is not None and turn.ask.can_interrupt
        for text in lines_of(turn):
            await self._send_line(text)
            self._ear.open()
            typed = await self._typed(_LINE_PAUSE_SECONDS)
            if typed and can_interrupt:
                return typed
        return ""

    async def _send_line(self, text: str, *, minds: bool = True) -> None:
        self._ear.close()
        self._line.say(encode(text + "\r\n"), is_last=True)
        while True:
            event = await self._line.event() if minds else await self._line.any_event()
            if isinstance(event, Said):
                return

    async def _receive(self, ask: Ask, language: Language, typed: str) -> Heard:
        while not is_complete(typed):
            if not typed.strip():
                patience = _TIMES_MORE_PATIENT * ask.seconds_of_silence
            elif typed[-1] in "\r\n":
                patience = _DONE_AFTER_RETURN_SECONDS
            else:
                patience = _DONE_AFTER_SECONDS
            more = await self._typed(patience)
            if not more:
                break
            typed += more
        await self._until_quiet()
        answer = answer_in(typed, language)
        return Heard(text=answer) if answer else Heard(is_silence=True)

    async def _until_quiet(self) -> None:
        """Wait until no more tones come."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_QUIET_AT_THE_LATEST_SECONDS):
                while True:
                    await self._line.event(timeout=_QUIET_SECONDS)

    async def _typed(self, within: float) -> str:
        """Return what is typed next, or "" where nothing is in so many seconds."""
        deadline = asyncio.get_running_loop().time() + within
        while True:
            try:
                event = await self._line.event(timeout=deadline - asyncio.get_running_loop().time())
            except TimeoutError:
                return ""
            if isinstance(event, Typed):
                return event.text
            if isinstance(event, Carrier):
                deadline = max(deadline, asyncio.get_running_loop().time() + _CARRIER_SECONDS)
