"""Prompts become sound in time: the first sentence is said while the next ones are still being made."""

import asyncio
import re
from collections import deque
from collections.abc import AsyncGenerator, Iterable

from customer_connect.phone.gateways.sip.services import PAUSE, Services
from customer_connect.phone.turns import Prompt

# Made at a time for one call, so that a long answer does not keep the voice from all others.
_MADE_AT_ONCE = 2
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=\S)")


def pieces_of(prompt: Prompt) -> list[str]:
    """Return what is made in one go: a fixed prompt whole, for it is kept; any other by sentences."""
    if prompt.is_fixed:
        return [prompt.text] if prompt.text.strip() else []
    return [sentence for sentence in _SENTENCE_END.split(prompt.text.strip()) if sentence]


async def sound_of(
    prompts: Iterable[Prompt], language: str, services: Services
) -> AsyncGenerator[bytes, None]:
    """Yield the sound of the prompts, piece by piece. Raises what the voice raises."""
    wanted = deque((piece, prompt) for prompt in prompts for piece in pieces_of(prompt))
    making: deque[asyncio.Task[bytes]] = deque()
    try:
        while wanted or making:
            while wanted and len(making) < _MADE_AT_ONCE:
                piece, prompt = wanted.popleft()
                spoken = services.pcm_of(piece, prompt.language or language, keep=prompt.is_fixed)
                making.append(asyncio.create_task(spoken))
            yield await making[0] + PAUSE
            making.popleft()
    finally:
        for task in making:
            task.cancel()
