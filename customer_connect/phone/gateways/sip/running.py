"""Runs the telephone side of one process until it is told to stop."""

import asyncio
import resource
import signal
from collections.abc import Callable

from customer_connect.phone.gateways.sip.baresip_stack import BaresipStack
from customer_connect.phone.gateways.sip.services import Services
from customer_connect.phone.gateways.sip.settings import SipSettings
from customer_connect.phone.gateways.sip.switchboards import Switchboard
from customer_connect.phone.turns import Dialogue
from customer_connect.providers.speech import Recogniser, Voice


def answer_calls(
    settings: SipSettings,
    dialogue: Dialogue,
    voice: Voice,
    recogniser: Recogniser,
    *,
    around_dialogue: Callable[[], None] = lambda: None,
) -> None:
    """Answer calls until SIGTERM or SIGINT, then let the current ones end; a second signal cuts that short."""
    # Each call takes four files, and the usual limit of 1,024 is meant for programs that take few.
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))

    async def run() -> None:
        stop, stop_now = asyncio.Event(), asyncio.Event()

        def on_signal() -> None:
            (stop_now if stop.is_set() else stop).set()

        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, on_signal)
        services = Services(settings, dialogue, voice, recogniser, around_dialogue=around_dialogue)
        await Switchboard(BaresipStack(settings), services).run(stop, stop_now)

    asyncio.run(run())
