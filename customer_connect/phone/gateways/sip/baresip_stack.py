"""The SIP stack in use: baresip, by its Python binding. What is peculiar to it is in this file and `stillborn_calls`.

One in a process. It retransmits, times out, encrypts, and sends sound from a thread of its own, so that a busy moment
of Python is not heard.
"""

import asyncio
import contextlib
import logging
import ssl
import time
from collections.abc import Callable

from baresip import Account, BaresipError, Config, Runtime, UserAgent
from baresip import Call as NativeCall
from baresip.errors import AudioNotActive, AudioRestarted, StaleHandleError
from baresip.errors import TransferFailed as NativeTransferFailed
from baresip.events import Event, StackEvent

from customer_connect.phone.gateways.sip.doors import close_to_others
from customer_connect.phone.gateways.sip.numbers import number_in, user_of
from customer_connect.phone.gateways.sip.settings import SipSettings
from customer_connect.phone.gateways.sip.stacks import CallOver, StackCall, TransferFailed
from customer_connect.phone.gateways.sip.stillborn_calls import StillbornCalls

logger = logging.getLogger(__name__)

_READ_AT_MOST = 3_200  # 200 ms
# The sending thread flushes at its next turn, and with it what was written since. Later than this it had nothing left.
_SECONDS_TO_FLUSH = 0.25
# Who has not acknowledged our answer by then (it was repeated four times) holds a line for nothing.
_SECONDS_TO_ACKNOWLEDGE = 8.0
_SECONDS_TO_BE_REPORTED = 2.0
_SOMETHING_TO_FLUSH = bytes(640)  # 40 ms of silence
_LOST = "rtp stream error"
_ASSERTED = "P-Asserted-Identity"
_CALLED_PARTY = "P-Called-Party-ID"
_PRIVACY = "Privacy"
_HEADERS = ("To", _ASSERTED, _CALLED_PARTY, _PRIVACY)
_ENCRYPTIONS = {"off": "", "offered": "srtp", "required": "srtp-mand"}


class BaresipStack:
    """Listens for calls on UDP, TCP and, with a certificate, TLS."""

    def __init__(self, settings: SipSettings) -> None:
        self._settings = settings
        self._runtime = Runtime(native_log_level="warning")
        self._stillborn = StillbornCalls()
        self._calls: set[BaresipCall] = set()
        self._known: set[int] = set()
        self._reported: set[int] = set()
        self.stuck = 0

    async def start(self, on_call: Callable[[StackCall], None]) -> None:
        """Listen, and report each call that comes in. Raises OSError where the port is taken."""
        settings = self._settings
        await self._runtime.start(
            Config(
                net_interface=settings.address,
                # Whoever takes the calls counts them: here, calls that are stuck would count too.
                max_concurrent_calls=None,
                rtp_timeout=settings.lost_after_seconds,
                expose_headers=tuple(filter(None, (*_HEADERS, settings.line_header))),
                extra_config_text=self._extra_config(),
            )
        )
        self._runtime.subscribe(self._count_stuck)
        self._stillborn.watch()
        # The stack takes a call only for somebody who is there by the same transport. It is listened for in any case.
        for transport in ("udp", "tcp", *(["tls"] if settings.certificate else [])):
            account = Account(
                user=settings.user,
                domain=f"{settings.address}:{settings.port}",
                password="",
                reg_interval=0,
                transport=transport,  # type: ignore[arg-type]
                extra_params=self._account_params(),
            )
            agent = await UserAgent.create(self._runtime, account, transfer_policy="reject")
            agent.on_incoming(lambda native: self._incoming(native, on_call))
        for port, allowed in settings.allowed_by_port.items():
            close_to_others(allowed, ports=[port])

    async def refuse_new(self) -> None:
        """Answer every new call with 486 from now on."""
        with contextlib.suppress(TimeoutError):
            # It also waits until the calls have ended; how long is not for the stack to say.
            async with asyncio.timeout(1):
                await self._runtime.drain()

    async def close(self) -> None:
        """Hang up everything and stop listening."""
        for call in list(self._calls):
            await call.hang_up()
        await self._runtime.close()
        self._stillborn.stop()

    def _incoming(self, native: NativeCall, on_call: Callable[[StackCall], None]) -> None:
        call = BaresipCall(native, self._settings, on_gone=self._calls.discard)
        self._calls.add(call)
        on_call(call)

    def _count_stuck(self, event: StackEvent) -> None:
        """Notice calls that the stack begins, never reports and does not let go of, should there be any.

        They cannot be ended, and hold four ports each for as long as the process.
        """
        handle = event.call
        if event.event is Event.CALL_REMOTE_SDP and handle not in self._known:
            self._known.add(handle)
            asyncio.get_running_loop().call_later(_SECONDS_TO_BE_REPORTED, self._see_whether_reported, handle)
        elif event.event is Event.CALL_INCOMING:
            self._reported.add(handle)
        elif event.event is Event.CALL_CLOSED:
            self._known.discard(handle)
            self._reported.discard(handle)

    def _see_whether_reported(self, handle: int) -> None:
        if handle in self._known and handle not in self._reported:
            self.stuck += 1
            logger.warning(
                "A call that was never reported has taken four ports for good: %s so far", self.stuck
            )

    def _extra_config(self) -> str:
        settings = self._settings
        first, last = settings.rtp_ports
        lines = [
            f"sip_listen {settings.address}:{settings.port}",
            f"rtp_ports {first}-{last}",
            # With one, frames are dropped when the machine is busy, and text telephones are garbled.
            "audio_jitter_buffer_type off",
        ]
        if settings.certificate:
            lines.append(f"sip_certificate {settings.certificate}")
            # What we send ourselves (BYE, REFER) may need a connection of our own, to somebody whom we trust.
            if settings.authorities:
                lines.append(f"sip_cafile {settings.authorities}")
            else:
                lines.append(f"sip_capath {ssl.get_default_verify_paths().capath}")
        return "\n".join(lines) + "\n"

    def _account_params(self) -> tuple[str, ...]:
        params = ["catchall=yes"]
        if encryption := _ENCRYPTIONS[self._settings.encryption]:
            params.append(f"mediaenc={encryption}")
        return tuple(params)


class BaresipCall:
    """One call."""

    def __init__(
        self, native: NativeCall, settings: SipSettings, *, on_gone: Callable[["BaresipCall"], None]
    ) -> None:
        self._native = native
        self._on_gone = on_gone
        self._established = asyncio.Event()
        self._is_over = False
        self._flush: tuple[int, float] | None = None  # bytes flushed before it, and when it was asked for
        headers = native.headers
        self.call_id = native.call_id or ""
        is_withheld = "id" in headers.get(_PRIVACY, "").lower().split(";")
        caller = "" if is_withheld else headers.get(_ASSERTED) or native.peer or ""
        self.caller = number_in(caller, country=settings.country)
        called = headers.get(settings.line_header or _CALLED_PARTY)
        self.dialled = user_of(called or headers.get("To", ""))
        self.on_key: Callable[[str], None] = _ignore
        self.on_hold: Callable[[bool], None] = _ignore
        self.on_end: Callable[[bool], None] = _ignore
        native.on(self._on_event)

    async def answer(self) -> None:
        """Take the call and wait for the other side's acknowledgement. Raises CallOver."""
        try:
            # With video, or the stack sends a re-INVITE of its own; nobody offers us any.
            await self._native.answer(video=True)
        except BaresipError as error:
            raise CallOver from error
        try:
            async with asyncio.timeout(_SECONDS_TO_ACKNOWLEDGE):
                await self._established.wait()
        except TimeoutError:
            await self.hang_up()
        if self._is_over or not self._established.is_set():
            raise CallOver

    async def refuse(self) -> None:
        """Answer 486."""
        with contextlib.suppress(BaresipError):
            await self._native.reject()

    async def hang_up(self) -> None:
        """End the call."""
        if not self._is_over:
            with contextlib.suppress(BaresipError):
                await self._native.hangup()

    async def transfer(self, uri: str) -> None:
        """Send a REFER and wait for what its NOTIFYs say. Raises TransferFailed, CallOver."""
        try:
            await self._native.transfer(uri)
        except NativeTransferFailed as error:
            if self._is_over:
                raise CallOver from error
            raise TransferFailed(str(error)) from error
        except StaleHandleError as error:
            raise CallOver from error
        except BaresipError as error:
            raise TransferFailed(str(error)) from error

    def read(self) -> bytes:
        """Return the sound that came in."""
        try:
            return bytes(self._native.audio.read(_READ_AT_MOST))
        except (AudioNotActive, AudioRestarted):
            return b""

    def write(self, pcm: bytes) -> int:
        """Queue sound; nothing is taken until a flush is over."""
        try:
            if self._is_flushing():
                return 0
            return int(self._native.audio.write(pcm))
        except (AudioNotActive, AudioRestarted):
            return 0

    def unsent(self) -> int:
        """Return how many bytes are queued."""
        try:
            return int(self._native.audio.info().tx_buffered)
        except AudioNotActive:
            return 0

    def hush(self) -> None:
        """Forget what is queued."""
        if self.unsent():
            with contextlib.suppress(AudioNotActive, AudioRestarted):
                self._flush = (self._native.audio.stats().tx_flushed_bytes, time.monotonic())
                self._native.audio.flush_tx()
                # A flush that finds nothing left would wait for what is written next, and take that.
                self._native.audio.write(_SOMETHING_TO_FLUSH)

    def _is_flushing(self) -> bool:
        if self._flush is None:
            return False
        before, asked_at = self._flush
        is_under_way = self._native.audio.stats().tx_flushed_bytes == before
        if is_under_way and time.monotonic() < asked_at + _SECONDS_TO_FLUSH:
            return True
        self._flush = None
        return False

    def _on_event(self, event: StackEvent) -> None:
        match event.event:
            case Event.CALL_ESTABLISHED:
                self._established.set()
            case Event.CALL_DTMF_START if event.text:
                self.on_key(event.text)
            case Event.CALL_HOLD:
                self.on_hold(True)
            case Event.CALL_RESUME:
                self.on_hold(False)
            case Event.CALL_CLOSED:
                self._is_over = True
                self._established.set()
                self._on_gone(self)
                self.on_end(_LOST in (event.text or "").lower())
            case _:
                pass


def _ignore(_: object) -> None:
    """Nobody is there to be told yet."""
