"""Calls by webhooks: each one brings an answer and takes away what is said next."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from customer_connect.phone.gateways.twiml.answers import has_failed, heard_of, number_of
from customer_connect.phone.gateways.twiml.held_calls import HeldCall, HeldCalls
from customer_connect.phone.gateways.twiml.responses import (
    Addresses,
    SoundOf,
    TwimlSettings,
    can_transfer,
    hang_up,
    twiml_of,
)
from customer_connect.phone.turns import Caller, Dialogue, Ending, Heard, State, Then, Turn

Form = Mapping[str, str]


@dataclass(frozen=True)
class TwimlGateway:
    """Carries calls between a cloud and the dialogue."""

    dialogue: Dialogue
    calls: HeldCalls
    settings: TwimlSettings
    addresses_of: Callable[[HeldCall], Addresses]
    sounds_of: Callable[[HeldCall], SoundOf]

    def begin(self, form: Form) -> str:
        """Greet a caller. The same call a second time goes on where it was."""
        call_id = form.get("CallSid", "")
        if call := self.calls.find(call_id):
            return self._twiml(call)
        caller = Caller(call_id=call_id, number=number_of(form, "From"), line=number_of(form, "To"))
        state, turn = self.dialogue.start(caller)
        return self._go_on(HeldCall(call_id, state, turn, number=0), state, turn)

    def answer(self, form: Form, number: int) -> str:
        """Take what was heard after the turn of this number."""
        call = self.calls.find(form.get("CallSid", ""))
        if call is None:
            return self.begin(form)
        if call.number != number or call.turn.ask is None:
            return self._twiml(call)  # a webhook that came twice
        heard = heard_of(form, call.turn.ask)
        if heard is None:
            return self._twiml(call, says_it=False)
        return self._go_on(call, *self.dialogue.answer(call.state, heard))

    def transferred(self, form: Form, number: int) -> str:
        """Take what came of a transfer: it is over, or nobody took it."""
        call = self.calls.find(form.get("CallSid", ""))
        if call is None:
            return hang_up()
        if call.number != number or call.turn.then is not Then.TRANSFER:
            return self._twiml(call)
        if has_failed(form):
            return self._go_on(call, *self.dialogue.answer(call.state, Heard(transfer_failed=True)))
        self._end(call, Ending.TRANSFERRED)
        return hang_up()

    def taken(self, form: Form) -> None:
        """Note that an agent has picked up. It comes from the agent's part of the call."""
        call = self.calls.find(form.get("ParentCallSid", ""))
        if call is not None and call.turn.then is Then.TRANSFER:
            self.dialogue.ended(call.state, Ending.TRANSFERRED)

    def ended(self, form: Form) -> None:
        """Note that a call is over, however it ended."""
        call = self.calls.find(form.get("CallSid", ""))
        if call is not None:
            self._end(call, Ending.BY_CALLER if form.get("CallStatus") == "completed" else Ending.LOST)

    def _go_on(self, call: HeldCall, state: State, turn: Turn) -> str:
        while turn.then is Then.TRANSFER and not can_transfer(turn, self.settings):
            state, turn = self.dialogue.answer(state, Heard(transfer_failed=True))
        call = HeldCall(call.call_id, state, turn, call.number + 1)
        if turn.then is Then.HANG_UP:
            self.dialogue.ended(state, Ending.BY_DIALOGUE)
        self.calls.keep(call)
        return self._twiml(call)

    def _twiml(self, call: HeldCall, *, says_it: bool = True) -> str:
        return twiml_of(
            call.turn, self.settings, self.addresses_of(call), self.sounds_of(call), says_it=says_it
        )

    def _end(self, call: HeldCall, how: Ending) -> None:
        self.dialogue.ended(call.state, how)
        self.calls.forget(call.call_id)
