"""How a turn is put and answered in speech and keys."""

import asyncio
import logging
from collections import deque
from contextlib import aclosing

from customer_connect.phone.audio.listening import Listener, SpeechBegan, Utterance
from customer_connect.phone.gateways.sip.keys import KeyCollector
from customer_connect.phone.gateways.sip.lines import (
    Event,
    KeyPressed,
    Line,
    Said,
    Speechless,
    WasHeld,
)
from customer_connect.phone.gateways.sip.services import Announcement, Services
from customer_connect.phone.gateways.sip.speaking import sound_of
from customer_connect.phone.turns import SECONDS_BETWEEN_KEYS, Ask, Heard, Prompt, Turn
from customer_connect.providers.speech import RecogniserFailed, VoiceFailed

logger = logging.getLogger(__name__)

# The listener cuts an utterance off long before.
_LONGEST_UTTERANCE_SECONDS = 15.0


class CannotSpeak(Exception):
    """The voice does not work."""


class Spoken:
    """One call in speech and keys."""

    def __init__(self, line: Line, services: Services) -> None:
        self._line = line
        self._services = services
        # Typed before the question was out. Some callers know the menu by heart.
        self._typed_ahead: deque[KeyPressed] = deque()

    async def put(self, turn: Turn) -> Heard | None:
        """Say a turn, and return what was heard after it: nothing where nothing is asked.

        Raises CallOver, MustEnd, CannotSpeak.
        """
        while True:
            try:
                return await self._put_once(turn)
            except WasHeld:
                continue  # they heard nothing of it: say it again

    async def announce(self, announcement: Announcement) -> None:
        """Say what has to be said, whatever the caller does. Raises CallOver."""
        self._line.listen(None)
        self._line.hush()
        self._line.say(announcement.pcm, is_last=True)
        while await self._line.any_event() != Said():
            pass

    async def _put_once(self, turn: Turn) -> Heard | None:
        ask = turn.ask
        can_interrupt = ask is not None and ask.can_interrupt
        self._line.listen(Listener() if can_interrupt else None)
        try:
            interruption = await self._say(turn, can_interrupt=can_interrupt)
            if ask is None:
                return None
            if not can_interrupt:
                self._line.listen(Listener())
            return await self._hear(ask, turn.language, interruption)
        finally:
            self._line.hush()
            self._line.listen(None)

    async def _say(self, turn: Turn, *, can_interrupt: bool) -> Event | None:
        """Say the prompts to their end, or until somebody interrupts: then return what they did."""
        if can_interrupt and self._typed_ahead:
            return None
        making = asyncio.create_task(self._make(turn.say, turn.language))
        try:
            while True:
                event = await self._line.event()
                match event:
                    case Said():
                        return None
                    case Speechless():
                        raise CannotSpeak
                    case KeyPressed(key) if key != "#":  # the end of the number before
                        if can_interrupt:
                            return event
                        self._typed_ahead.append(event)
                    case SpeechBegan() if can_interrupt:
                        return event
                    case _:
                        pass
        finally:
            making.cancel()
            self._line.hush()

    async def _make(self, prompts: tuple[Prompt, ...], language: str) -> None:
        try:
            async with aclosing(sound_of(prompts, language, self._services)) as pieces:
                async for pcm in pieces:
                    self._line.say(pcm)
            self._line.say(b"", is_last=True)
        except VoiceFailed:
            logger.exception("A prompt could not be spoken")
            self._line.be_speechless()

    async def _hear(self, ask: Ask, language: str, first: Event | None) -> Heard:
        keys = KeyCollector(ask)
        known: deque[Event] = deque([first] if first else [])
        known += self._typed_ahead
        self._typed_ahead.clear()
        is_speaking = False
        silent_until = asyncio.get_running_loop().time() + ask.seconds_of_silence
        while True:
            if keys.is_waiting:
                timeout = SECONDS_BETWEEN_KEYS
            elif is_speaking:
                timeout = _LONGEST_UTTERANCE_SECONDS
            else:
                timeout = max(0.0, silent_until - asyncio.get_running_loop().time())
            try:
                event = known.popleft() if known else await self._line.event(timeout=timeout)
            except TimeoutError:
                return Heard(keys=keys.finish()) if keys.is_waiting else Heard(is_silence=True)
            match event:
                case KeyPressed(key):
                    if answer := keys.take(key):
                        self._typed_ahead.extend(each for each in known if isinstance(each, KeyPressed))
                        return Heard(keys=answer)
                case SpeechBegan():
                    is_speaking = True
                case Utterance(pcm) if not keys.is_waiting:
                    return await self._understand(pcm, ask, language)
                case _:
                    pass

    async def _understand(self, pcm: bytes, ask: Ask, language: str) -> Heard:
        try:
            heard = await self._services.recognise(pcm, language, phrases=ask.phrases, digits=ask.digits)
        except RecogniserFailed:
            logger.exception("An answer could not be looked at")
            return Heard(is_unclear=True)
        return Heard(speech=heard.text, confidence=heard.confidence) if heard.text else Heard(is_unclear=True)
