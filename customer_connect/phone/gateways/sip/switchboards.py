"""All calls of one process: takes them, turns away those that are too many, stops without dropping any."""

import asyncio
import contextlib
import json
import logging
import os
import time
import uuid
from collections.abc import Coroutine
from typing import Any

from customer_connect.core.service_managers import tell_service_manager
from customer_connect.phone.gateways.sip.conversations import Conversation, Manner
from customer_connect.phone.gateways.sip.lines import Line
from customer_connect.phone.gateways.sip.services import Services
from customer_connect.phone.gateways.sip.settings import TURNED_AWAY_IN_WORDS
from customer_connect.phone.gateways.sip.spoken import Spoken
from customer_connect.phone.gateways.sip.stacks import CallOver, Stack, StackCall
from customer_connect.phone.gateways.sip.typed import Texted
from customer_connect.phone.turns import Caller

logger = logging.getLogger(__name__)

_TICK_SECONDS = 0.02
# Ticks that are so late on average, lately, mean that the machine cannot hold another call.
_LATE_SECONDS = 0.4
_LATELY_SECONDS = 3.0
# Each holds four files; a process may have 1,024 unless told otherwise.
_MOST_STUCK = 50
_HEALTH_EVERY_SECONDS = 1.0
SECONDS_TO_SAY_GOODBYE = 15.0


class Switchboard:
    """Takes the calls that a stack reports."""

    def __init__(self, stack: Stack, services: Services) -> None:
        self._stack = stack
        self._services = services
        self._settings = services.settings
        self._lines: set[Line] = set()
        self._turned_away: set[Line] = set()
        self._tasks: set[asyncio.Task[Any]] = set()
        self._lateness = 0.0
        self._is_draining = False
        self._taken = self._refused = 0

    async def run(self, stop: asyncio.Event, stop_now: asyncio.Event) -> None:
        """Take calls until `stop`; then let the current ones end, for `drain_seconds` or until `stop_now`."""
        await self._services.prepare()
        ticking = asyncio.create_task(self._tick())
        reporting = asyncio.create_task(self._report(stop))
        try:
            await self._stack.start(self._on_call)
            logger.info("Answering on %s:%s", self._settings.address, self._settings.port)
            tell_service_manager("READY=1")
            await stop.wait()
            await self._drain(stop_now)
        finally:
            ticking.cancel()
            reporting.cancel()
            await self._stack.close()
            self._services.close()
            if self._settings.health_file:
                self._settings.health_file.unlink(missing_ok=True)

    # ---- calls

    def _on_call(self, call: StackCall) -> None:
        if self._is_draining:
            self._go(call.refuse())
        elif len(self._lines) < self._settings.most_calls and self._lateness < _LATE_SECONDS:
            self._taken += 1
            self._go(self._take(call))
        elif len(self._turned_away) < TURNED_AWAY_IN_WORDS:
            self._refused += 1
            self._go(self._turn_away(call))
        else:
            self._refused += 1
            self._go(call.refuse())

    async def _take(self, call: StackCall) -> None:
        is_text = self._is_text(call)
        line = Line(call, has_keys=not is_text)
        self._lines.add(line)
        too_long = asyncio.get_running_loop().call_later(self._settings.longest_call_seconds, line.interrupt)
        try:
            await call.answer()
            caller = Caller(
                call_id=str(uuid.uuid4()),
                channel="tty" if is_text else "phone",
                number=call.caller,
                line=self._settings.lines.get(call.dialled, call.dialled),
            )
            manner = self._manner(line, call)
            logger.info("Call %s is here as %s", call.call_id, caller.call_id)
            ending = await Conversation(line, manner, self._services).lead(caller)
            logger.info("Call %s is over: %s", call.call_id, ending)
        except CallOver:
            logger.info("Call %s ended before it was answered", call.call_id)
        finally:
            too_long.cancel()
            self._lines.discard(line)

    async def _turn_away(self, call: StackCall) -> None:
        line = Line(call)
        self._turned_away.add(line)
        logger.warning("Call %s is turned away: %s lines are busy", call.call_id, len(self._lines))
        try:
            await call.answer()
            manner = self._manner(line, call)
            for announcement in self._services.busy.values():
                await manner.announce(announcement)
            await call.hang_up()
        except CallOver:
            pass
        finally:
            self._turned_away.discard(line)

    def _is_text(self, call: StackCall) -> bool:
        return call.dialled in self._settings.tty_users

    def _manner(self, line: Line, call: StackCall) -> Manner:
        if self._is_text(call):
            return Texted(line, unshifts_on_space=self._settings.tty_unshifts_on_space)
        return Spoken(line, self._services)

    # ---- the end

    async def _drain(self, stop_now: asyncio.Event) -> None:
        self._is_draining = True
        tell_service_manager("STOPPING=1")
        logger.info("No new calls are taken; %s are still under way", len(self._lines))
        await self._stack.refuse_new()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._settings.drain_seconds):
                while self._tasks and not stop_now.is_set():
                    await asyncio.sleep(0.1)
        for line in self._lines:
            line.interrupt()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=SECONDS_TO_SAY_GOODBYE)

    # ---- the clock

    async def _tick(self) -> None:
        loop = asyncio.get_running_loop()
        due = loop.time()
        while True:
            due = max(due + _TICK_SECONDS, loop.time())
            await asyncio.sleep(due - loop.time())
            late = loop.time() - due
            # A late tick is also a long one, and counts for as long as it took.
            share = min(1.0, (_TICK_SECONDS + late) / _LATELY_SECONDS)
            self._lateness += share * (late - self._lateness)
            for line in (*self._lines, *self._turned_away):
                try:
                    line.tick()
                except Exception:
                    logger.exception("Call %s has lost its sound", line.call.call_id)
                    self._go(line.call.hang_up())

    def health(self) -> dict[str, Any]:
        """Return how it goes, for whoever watches."""
        return {
            "pid": os.getpid(),
            "at": time.time(),
            "address": self._settings.address,
            "port": self._settings.port,
            "state": "draining" if self._is_draining else "answering",
            "calls": len(self._lines),
            "most_calls": self._settings.most_calls,
            "taken": self._taken,
            "refused": self._refused,
            "stuck": self._stack.stuck,
            "late_ms": round(1000 * self._lateness),
        }

    async def _report(self, stop: asyncio.Event) -> None:
        file = self._settings.health_file
        while True:
            tell_service_manager(
                "WATCHDOG=1", f"STATUS={len(self._lines)} of {self._settings.most_calls} calls"
            )
            if file:
                written = file.with_suffix(".new")
                written.write_text(json.dumps(self.health()) + "\n", encoding="utf-8")
                written.replace(file)
            if self._stack.stuck >= _MOST_STUCK and not stop.is_set():
                logger.error("Too many calls are stuck in the stack: ending, to be started anew")
                stop.set()
            await asyncio.sleep(_HEALTH_EVERY_SECONDS)

    def _go(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
