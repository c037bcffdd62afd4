"""What a call needs beside its line: the dialogue, a voice and a recogniser, each in a bounded pool of threads."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

from customer_connect.phone.gateways.sip.settings import SipSettings
from customer_connect.phone.gateways.sip.stacks import BYTES_A_SECOND
from customer_connect.phone.turns import Caller, Dialogue, Ending, Heard, State, Turn
from customer_connect.providers.speech import Recognised, Recogniser, Voice

Result = TypeVar("Result")

# Between two prompts, and before we hang up: the voice ends without one.
PAUSE = bytes(BYTES_A_SECOND // 10 * 3)


@dataclass(frozen=True)
class Announcement:
    """What has to be said when nothing else works: ready-made, in writing and as sound."""

    text: str
    pcm: bytes


class Services:
    """Shared by all calls of a process. Its methods raise what the service raises."""

    def __init__(
        self,
        settings: SipSettings,
        dialogue: Dialogue,
        voice: Voice,
        recogniser: Recogniser,
        *,
        around_dialogue: Callable[[], None],
    ) -> None:
        """`around_dialogue` is called in the thread before and after each step: it gives back database connections."""
        self.settings = settings
        self.busy: dict[str, Announcement] = {}
        self.trouble: dict[str, Announcement] = {}
        self.closing: dict[str, Announcement] = {}
        self._dialogue = dialogue
        self._voice = voice
        self._recogniser = recogniser
        self._around_dialogue = around_dialogue
        self._thinking = ThreadPoolExecutor(settings.dialogue_threads, thread_name_prefix="dialogue")
        self._speaking = ThreadPoolExecutor(settings.speech_threads, thread_name_prefix="voice")
        self._understanding = ThreadPoolExecutor(settings.speech_threads, thread_name_prefix="recogniser")

    async def prepare(self) -> None:
        """Make the announcements. Raises VoiceFailed."""
        texts = self.settings.announcements
        for made, wanted in (
            (self.busy, texts.busy),
            (self.trouble, texts.trouble),
            (self.closing, texts.closing),
        ):
            for language, text in wanted.items():
                pcm = await self.pcm_of(text, language, keep=True)
                made[language] = Announcement(text, pcm + PAUSE)

    async def start(self, caller: Caller) -> tuple[State, Turn]:
        """Greet a caller."""
        return await self._think(lambda: self._dialogue.start(caller))

    async def answer(self, state: State, heard: Heard) -> tuple[State, Turn]:
        """Hand over what was heard."""
        return await self._think(lambda: self._dialogue.answer(state, heard))

    async def ended(self, state: State, how: Ending) -> None:
        """Note that the call is over."""
        await self._think(lambda: self._dialogue.ended(state, how))

    async def pcm_of(self, text: str, language: str, *, keep: bool) -> bytes:
        """Return a text as sound."""
        return await asyncio.get_running_loop().run_in_executor(
            self._speaking, lambda: self._voice.pcm_of(text, language, keep=keep)
        )

    async def recognise(
        self, pcm: bytes, language: str, *, phrases: Sequence[str], digits: tuple[int, int] | None
    ) -> Recognised:
        """Return which of the answers was said."""
        return await asyncio.get_running_loop().run_in_executor(
            self._understanding,
            lambda: self._recogniser.recognise(pcm, language, phrases=phrases, digits=digits),
        )

    def close(self) -> None:
        """Wait for what is under way and end the threads."""
        for pool in (self._thinking, self._speaking, self._understanding):
            pool.shutdown(cancel_futures=True)

    async def _think(self, step: Callable[[], Result]) -> Result:
        def with_connections() -> Result:
            self._around_dialogue()
            try:
                return step()
            finally:
                self._around_dialogue()

        return await asyncio.get_running_loop().run_in_executor(self._thinking, with_connections)
