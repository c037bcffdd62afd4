"""The sound of one call, both ways: what is to be said goes out in time, what comes in becomes events."""

import asyncio
from collections import deque
from dataclasses import dataclass

from customer_connect.phone.audio.listening import Listener, SpeechBegan, Utterance
from customer_connect.phone.audio.tones import ToneDetector
from customer_connect.phone.gateways.sip.stacks import BYTES_A_SECOND, CallOver, StackCall

# So much is handed to the stack ahead of time: a busy moment of ours is not heard.
_AHEAD = BYTES_A_SECOND
# Up to the stack's last frame, which has left our hands.
_LAST_FRAME_SECONDS = 0.02


@dataclass(frozen=True)
class KeyPressed:
    """One key."""

    key: str


@dataclass(frozen=True)
class Held:
    """The other side put us on hold, or took us back: what was said in between was not heard."""

    is_held: bool


@dataclass(frozen=True)
class Said:
    """Everything that was to be said has been said."""


@dataclass(frozen=True)
class Interrupted:
    """Somebody wants this call to end: the process stops."""


Event = KeyPressed | Held | Said | SpeechBegan | Utterance | Interrupted


class Line:
    """One call's sound. `tick` is called for each line every 20 ms."""

    def __init__(self, call: StackCall) -> None:
        self.call = call
        self.is_over = False
        self.was_lost = False
        self.is_held = False
        self._events: asyncio.Queue[Event | None] = asyncio.Queue()
        self._to_say: deque[memoryview] = deque()
        self._is_saying = False
        self._listener: Listener | None = None
        self._tones: ToneDetector | None = ToneDetector()
        call.on_key = self._key_event
        call.on_hold = self._hold_event
        call.on_end = self._ended

    # ---- out

    def say(self, pcm: bytes) -> None:
        """Say this after what is being said."""
        if pcm:
            self._to_say.append(memoryview(pcm))
            self._is_saying = True
            self._feed()

    def hush(self) -> None:
        """Stop talking at once."""
        self._to_say.clear()
        self._is_saying = False
        if not self.is_over:
            self.call.hush()

    @property
    def is_saying(self) -> bool:
        """Tell whether something is still to be heard."""
        return self._is_saying

    # ---- in

    def listen(self, listener: Listener | None) -> None:
        """Have speech reported, or (None) not any more."""
        self._listener = listener

    async def event(self, *, timeout: float | None = None) -> Event:
        """Return what happens next. Raises TimeoutError, and CallOver when nothing more can happen."""
        if self.is_over and self._events.empty():
            raise CallOver
        async with asyncio.timeout(timeout):
            event = await self._events.get()
        if event is None:
            raise CallOver
        return event

    def interrupt(self) -> None:
        """Have the conversation end."""
        self._events.put_nowait(Interrupted())

    def read(self) -> bytes:
        """Return the sound that came in, where nobody else listens."""
        return self.call.read()

    def tick(self) -> None:
        """Move sound both ways."""
        if self.is_over:
            return
        pcm = self.call.read()
        if pcm:
            self._hear(pcm)
        if self._is_saying:
            self._feed()

    # ---- inside

    def _hear(self, pcm: bytes) -> None:
        if self._tones is not None:
            for key in self._tones.feed(pcm):
                self._events.put_nowait(KeyPressed(key))
        if self._listener is not None:
            for event in self._listener.feed(pcm):
                self._events.put_nowait(event)

    def _feed(self) -> None:
        while self._to_say:
            room = _AHEAD - self.call.unsent()
            if room <= 0:
                return
            piece = self._to_say[0]
            taken = self.call.write(bytes(piece[:room]))
            if taken < len(piece):
                self._to_say[0] = piece[taken:]
                if taken < room:
                    return
            else:
                self._to_say.popleft()
        if self.call.unsent() == 0:
            self._is_saying = False
            self._events.put_nowait(Said())

    def _key_event(self, key: str) -> None:
        # Who sends keys as events does not mean tones: the same key would count twice.
        self._tones = None
        self._events.put_nowait(KeyPressed(key))

    def _hold_event(self, is_held: bool) -> None:
        self.is_held = is_held
        self._events.put_nowait(Held(is_held))

    def _ended(self, was_lost: bool) -> None:
        self.is_over, self.was_lost = True, was_lost
        self._to_say.clear()
        self._events.put_nowait(None)
