"""The sound of one call, both ways: what is to be said goes out in time, what comes in becomes events."""

import asyncio
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from customer_connect.phone.audio.listening import SpeechBegan, Utterance
from customer_connect.phone.audio.tones import ToneDetector
from customer_connect.phone.gateways.sip.stacks import BYTES_A_SECOND, CallOver, StackCall

# So much is handed to the stack ahead of time: a busy moment of ours is not heard.
_AHEAD = BYTES_A_SECOND * 7 // 4
# Below this (-51 dBFS) nothing is speech or a key. Once it has been quiet for longer than an utterance ends, sound is
# only kept, and only the last of it, so that the beginning of a word is there when it grows louder.
_QUIET = 90
_QUIET_BYTES = BYTES_A_SECOND
_KEPT_PIECES = 15
# Looking for tones costs the same for one frame as for five.
_TONE_BYTES = BYTES_A_SECOND // 10
# The rest of a tone is not speech, though it sounds like it.
_TONE_ENDS_BYTES = BYTES_A_SECOND * 3 // 10


class MustEnd(Exception):
    """This call has to end: the process stops, or it has lasted too long."""


class WasHeld(Exception):
    """The other side had us on hold, and heard nothing of what was said."""


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
class Speechless:
    """What was to be said could not be made."""


@dataclass(frozen=True)
class Typed:
    """Characters from a text telephone."""

    text: str


@dataclass(frozen=True)
class Carrier:
    """Tones on the line: somebody is about to type."""


@dataclass(frozen=True)
class Interrupted:
    """This call has to end: the process stops, or nobody talks as long as this."""


Event = KeyPressed | Held | Said | Speechless | Typed | Carrier | SpeechBegan | Utterance | Interrupted


class Ear(Protocol):
    """Makes events of sound: a Listener for speech, another for typed text."""

    def feed(self, pcm: bytes) -> Sequence[Event]:
        """Take in what came from the line, and return what happened in it."""


class Line:
    """One call's sound. `tick` is called for each line every 20 ms."""

    def __init__(self, call: StackCall, *, has_keys: bool = True) -> None:
        """With `has_keys` tones in the sound are keys, until keys come as events of their own."""
        self.call = call
        self.is_over = False
        self.was_lost = False
        self.is_held = False
        self._events: asyncio.Queue[Event | None] = asyncio.Queue()
        self._to_say: deque[memoryview] = deque()
        self._is_saying = self._is_last = False
        self._ear: Ear | None = None
        self._tones = ToneDetector() if has_keys else None
        self._for_tones = b""
        self._lately: deque[bytes] = deque(maxlen=_KEPT_PIECES)
        self._quiet_for = self._deaf_for = 0
        call.on_key = self._key_event
        call.on_hold = self._hold_event
        call.on_end = self._ended

    # ---- out

    def say(self, pcm: bytes, *, is_last: bool = False) -> None:
        """Say this after what is being said; `Said` is reported when the last of it is out."""
        self._to_say.append(memoryview(pcm))
        self._is_saying = True
        self._is_last = is_last
        self._feed()

    def hush(self) -> None:
        """Stop talking at once."""
        self._to_say.clear()
        self._is_saying = False
        if not self.is_over:
            self.call.hush()

    def be_speechless(self) -> None:
        """Report that no more can be said."""
        self._events.put_nowait(Speechless())

    # ---- in

    def listen(self, ear: Ear | None) -> None:
        """Have this ear report what it hears, or (None) nobody but the keys."""
        self._ear = ear

    async def event(self, *, timeout: float | None = None) -> Event:
        """Return what happens next; when we are put on hold, wait until that is over.

        Raises TimeoutError, CallOver, MustEnd, WasHeld.
        """
        event = await self.any_event(timeout=timeout)
        was_held = event == Held(True)
        if was_held:
            self.hush()
        while was_held and event not in {Held(False), Interrupted()}:
            event = await self.any_event()
        if isinstance(event, Interrupted):
            raise MustEnd
        if was_held:
            raise WasHeld
        return event

    async def any_event(self, *, timeout: float | None = None) -> Event:
        """Return what happens next, whatever it is. Raises TimeoutError, and CallOver when nothing more can."""
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
        """Hand sound to whoever listens. Nearly all that comes in is a line's own noise, and costs next to nothing."""
        is_quiet = int(np.abs(np.frombuffer(pcm, dtype="<i2")).max()) < _QUIET
        self._quiet_for = self._quiet_for + len(pcm) if is_quiet else 0
        self._lately.append(pcm)
        if self._quiet_for > _QUIET_BYTES:
            return
        sound = b"".join(self._lately)
        self._lately.clear()
        if self._tones is not None:
            self._for_tones += sound
            if len(self._for_tones) >= _TONE_BYTES or is_quiet:
                for key in self._tones.feed(self._for_tones):
                    self._events.put_nowait(KeyPressed(key))
                    self._deaf_for = _TONE_ENDS_BYTES
                self._for_tones = b""
        deaf, self._deaf_for = self._deaf_for, max(0, self._deaf_for - len(sound))
        if self._ear is not None and not deaf:
            for event in self._ear.feed(sound):
                self._events.put_nowait(event)

    def _feed(self) -> None:
        if self.is_over:
            return
        while self._to_say:
            room = _AHEAD - self.call.unsent()
            if room <= 0:
                return
            piece = self._to_say[0]
            taken = self.call.write(bytes(piece[:room]))
            if taken == len(piece):
                self._to_say.popleft()
                continue
            self._to_say[0] = piece[taken:]
            if taken < room:
                return
        if self._is_last and self.call.unsent() == 0:
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
