"""One call, from its first word to its record."""

import contextlib
import logging
import traceback
from typing import Protocol

from customer_connect.phone.gateways.sip.lines import Line, MustEnd
from customer_connect.phone.gateways.sip.services import Announcement, Services
from customer_connect.phone.gateways.sip.stacks import CallOver, TransferFailed
from customer_connect.phone.turns import Caller, Ending, Heard, State, Then, Turn

logger = logging.getLogger(__name__)


class Manner(Protocol):
    """How a turn is put and answered: spoken, or typed."""

    async def put(self, turn: Turn) -> Heard | None:
        """Put a turn, and return what came back. Raises CallOver, MustEnd."""

    async def announce(self, announcement: Announcement) -> None:
        """Say what has to be said. Raises CallOver."""


class Conversation:
    """Leads one call."""

    def __init__(self, line: Line, manner: Manner, services: Services) -> None:
        self._line = line
        self._manner = manner
        self._services = services
        self._state: State | None = None
        self._language = "en"

    async def lead(self, caller: Caller) -> Ending:
        """Lead the call to its end, have that noted, and return how it ended."""
        try:
            ending = await self._talk(caller)
        except CallOver:
            ending = Ending.LOST if self._line.was_lost else Ending.BY_CALLER
        except MustEnd:
            await self._leave_with(self._services.closing)
            ending = Ending.DRAINED
        except Exception as error:  # noqa: BLE001 - one call's fault is not another's
            _log(caller, error)
            await self._leave_with(self._services.trouble)
            ending = Ending.LOST
        await self._line.call.hang_up()
        await self._note(caller, ending)
        return ending

    async def _talk(self, caller: Caller) -> Ending:
        self._state, turn = await self._services.start(caller)
        while True:
            self._language = turn.language
            heard = await self._manner.put(turn)
            match turn.then:
                case Then.HANG_UP:
                    return Ending.BY_DIALOGUE
                case Then.TRANSFER:
                    if await self._transfer(turn.transfer_to, turn.transfer_reference):
                        return Ending.TRANSFERRED
                    heard = Heard(transfer_failed=True)
                case Then.LISTEN:
                    pass
            assert heard is not None
            self._state, turn = await self._services.answer(self._state, heard)

    async def _transfer(self, queue: str, reference: str) -> bool:
        """Send the caller to the agents, and tell whether somebody there took the call."""
        uri = self._services.settings.transfers.get(queue, "").replace("{reference}", reference)
        if not uri:
            logger.error("No SIP address is set for the agents' queue %r", queue)
            return False
        try:
            await self._line.call.transfer(uri)
        except TransferFailed as error:
            logger.warning("Call %s was not taken by %r: %s", self._line.call.call_id, queue, error)
            return False
        except CallOver:
            # Many switches end our part themselves as soon as an agent has answered.
            return True
        return True

    async def _leave_with(self, announcements: dict[str, Announcement]) -> None:
        if not self._line.is_over:
            with contextlib.suppress(CallOver):
                await self._manner.announce(announcements[self._language])

    async def _note(self, caller: Caller, ending: Ending) -> None:
        if self._state is None:
            return
        try:
            await self._services.ended(self._state, ending)
        except Exception as error:  # noqa: BLE001 - there is nobody left to tell
            _log(caller, error)


def _log(caller: Caller, error: Exception) -> None:
    """Log where it happened, without the error's words: they can be a caller's."""
    where = "".join(traceback.format_tb(error.__traceback__))
    logger.error("Call %s broke down: %s\n%s", caller.call_id, type(error).__qualname__, where)
