"""Calls that the SIP stack begins and never reports: they are let go at once.

Of an INVITE without a usable Contact (or with a damaged Record-Route) baresip makes a call, opens four ports for it,
tells the binding of the offer, finds that no dialog can come of it, and answers 500. By then the binding holds the
call, and waits for the news that it is closed, which nobody tells it. We do, on the stack's own thread, as soon as the
stack is done with the INVITE. Hanging up instead would let the stack free the call twice.

Only functions of the stack's public interface are called, in the library that the binding brings along.
"""

import ctypes
import importlib.util

from baresip.events import Event

_EventHandler = ctypes.CFUNCTYPE(None, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
_TimerHandler = ctypes.CFUNCTYPE(None, ctypes.c_void_p)
_CONCERNING = frozenset({Event.CALL_REMOTE_SDP, Event.CALL_INCOMING, Event.CALL_CLOSED})
# More than a timer of the stack takes (80), zeroed.
_TIMER_BYTES = 256
_HELD_BY_THE_BINDING_ALONE = 1


class StillbornCalls:
    """Watches one stack. All but `watch` and `stop` runs on the stack's thread."""

    def __init__(self) -> None:
        self._stack = _library()
        self._begun: set[int] = set()
        self._timer = ctypes.create_string_buffer(_TIMER_BYTES)
        # As long as the stack may call them, they must not be collected.
        self._on_event = _EventHandler(self._take_event)
        self._on_timer = _TimerHandler(self._let_go_of_stillborn)

    def watch(self) -> None:
        """Begin, when the stack is up and before it has anybody who could be called. Raises OSError."""
        if error := self._stack.bevent_register(self._on_event, None):
            raise OSError(error, "The SIP stack does not let its events be watched")

    def stop(self) -> None:
        """End, when the stack's thread has."""
        self._stack.bevent_unregister(self._on_event)

    def _take_event(self, kind: int, event: int, _: int | None) -> None:
        if kind not in _CONCERNING:
            return
        call = self._stack.bevent_get_call(event)
        if kind == Event.CALL_REMOTE_SDP:
            self._begun.add(call)
            # Due when the stack has done with what it is at: the INVITE.
            self._stack.tmr_start_dbg(self._timer, 0, self._on_timer, None, b"", 0)
        else:
            self._begun.discard(call)

    def _let_go_of_stillborn(self, _: int | None) -> None:
        while self._begun:
            call = self._begun.pop()
            # Of a call that goes on, the stack has hold too.
            if self._stack.mem_nrefs(call) == _HELD_BY_THE_BINDING_ALONE:
                self._stack.mem_ref(call)
                self._stack.bevent_call_emit(Event.CALL_CLOSED, call, b"No dialog can come of it")
                self._stack.mem_deref(call)


def _library() -> ctypes.CDLL:
    """Return the stack's library, with its functions declared."""
    binding = importlib.util.find_spec("baresip._native")
    assert binding
    assert binding.origin
    library = ctypes.CDLL(binding.origin)
    pointer, number = ctypes.c_void_p, ctypes.c_int
    library.bevent_register.argtypes = [_EventHandler, pointer]
    library.bevent_unregister.argtypes = [_EventHandler]
    library.bevent_get_call.argtypes, library.bevent_get_call.restype = [pointer], pointer
    library.bevent_call_emit.argtypes = [number, pointer, ctypes.c_char_p]
    library.mem_nrefs.argtypes, library.mem_nrefs.restype = [pointer], ctypes.c_uint32
    library.mem_ref.argtypes, library.mem_ref.restype = [pointer], pointer
    library.mem_deref.argtypes, library.mem_deref.restype = [pointer], pointer
    library.tmr_start_dbg.argtypes = [
        pointer,
        ctypes.c_uint64,
        _TimerHandler,
        pointer,
        ctypes.c_char_p,
        number,
    ]
    library.tmr_start_dbg.restype = None
    return library
