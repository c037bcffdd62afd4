import dataclasses

import pytest
from django.test import override_settings

from customer_connect.core.agencies import agency
from customer_connect.domain.audit.models import Event
from customer_connect.domain.calls.models import AgentRequest
from customer_connect.domain.identity.actions.change_pin import change_pin
from customer_connect.domain.identity.actions.sign_in import sign_in
from customer_connect.domain.identity.exceptions import AccountLocked
from customer_connect.domain.identity.models import PinDelivery, PinResetRequest, SignIn
from tests.domain.identity.people import NEW, PIN, SSN, WRONG, give_pin
from tests.domain.identity.people import caller as web_caller
from tests.factories import Family, user_of
from tests.phone.callers import TestCaller

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana(family: Family):
    return family.ana


@pytest.mark.parametrize("identifier", ["number", "ssn"])
def test_a_participant_id_or_an_ssn_and_the_pin_let_in(ana, identifier):
    caller = TestCaller()
    number = ana.number if identifier == "number" else SSN.replace("-", "")
    assert caller.sign_in(number, PIN).startswith("Thank you. You are signed in. Main menu.")
    assert caller.question == "main_menu"
    assert caller.call.participant == ana
    last = SignIn.objects.latest("id")
    assert (last.channel, last.outcome, last.network) == ("phone", "signed_in", "…42")


def test_all_of_it_can_be_said_in_spanish(ana):
    caller = TestCaller()
    caller.speak("español", "sí")
    digits = ["cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"]
    said = " ".join(digits[int(digit)] for digit in ana.number)
    assert caller.speak(said).replace(",", "").startswith(f"El número es {said}.")
    caller.speak("sí")
    assert caller.question == "pin"
    assert caller.speak("seis cero cuatro ocho uno siete").startswith("Gracias. Ya ingresó. Menú principal.")


def test_a_pin_that_was_not_surely_heard_is_not_tried(ana):
    caller = TestCaller()
    caller.press("1", "1", ana.number)
    caller.speak("six zero four eight one one", confidence=0.6)
    assert caller.question == "pin"
    assert not SignIn.objects.exists()


def test_a_short_pin_is_no_try(ana):
    caller = TestCaller()
    assert caller.sign_in(ana.number, "604").startswith("A PIN has at least six digits.")
    assert not SignIn.objects.exists()


def test_an_ssn_is_not_taken_where_the_agency_does_not(ana):
    profile = agency()
    no_ssn = dataclasses.replace(
        profile, identifiers=dataclasses.replace(profile.identifiers, sign_in_with_ssn=False)
    )
    with override_settings(AGENCY=no_ssn):
        caller = TestCaller()
        assert caller.press("1", "1").startswith("Enter your Participant ID, then press pound.")
        assert caller.turn.ask is not None
        assert caller.turn.ask.digits == (10, 10)
        caller.press("536221234")
        assert caller.question == "identifier"
        caller.press(ana.number, "1")
        assert caller.said.startswith("You can get a new PIN on our website, ")
        assert "Do you want an agent to help you with it?" in caller.said
        caller.press("1")
        assert caller.question in {"transfer", "call_back_offer"}


def test_where_no_ssn_is_taken_a_pin_that_is_over_is_no_dead_end(ana, in_business_hours):
    profile = agency()
    no_ssn = dataclasses.replace(
        profile, identifiers=dataclasses.replace(profile.identifiers, sign_in_with_ssn=False)
    )
    give_pin(ana, is_temporary=True)
    in_business_hours.shift(35 * 24 * 3600)
    with override_settings(AGENCY=no_ssn):
        reader = TestCaller(channel="tty")
        reader.type("1", "1", ana.number, PIN)
        assert "You need a new PIN. You can get a new PIN on our website, " in reader.said
        assert reader.type("no").startswith("Can I help you with anything else?")
        listener = TestCaller()
        listener.sign_in(ana.number, PIN)
        assert listener.press("1") == "Please hold. I am connecting you with an agent."


def test_whoever_does_not_know_their_number_is_told_where_it_is_then_gets_an_agent():
    caller = TestCaller()
    assert "on a child support check or on a billing statement" in caller.press("1", "1", "1")
    caller.speak("I don't know it")
    assert caller.question in {"transfer", "call_back_offer"}


def test_a_wrong_pin_is_told_without_saying_what_was_wrong(ana):
    for number in (ana.number, "1299999999"):
        caller = TestCaller()
        said = caller.sign_in(number, WRONG)
        assert said.startswith("The number and the PIN do not go together. Enter your Participant ID")


def test_after_two_wrong_pins_a_new_pin_and_an_agent_are_offered(ana):
    caller = TestCaller()
    caller.sign_in(ana.number, WRONG)
    said = caller.press(ana.number, WRONG)
    assert caller.question == "sign_in_trouble"
    assert "For a new PIN, press two" in said
    caller.press("2")
    assert caller.question == "reset_offer"


def test_wrong_pins_by_phone_lock_the_web_and_the_other_way_round(ana, in_business_hours):
    caller = TestCaller()
    caller.sign_in(ana.number, WRONG)
    caller.press(ana.number, WRONG, "1", ana.number, WRONG, "1", ana.number, WRONG, "1", ana.number)
    said = caller.press(WRONG)
    assert said.startswith("For your safety, this number is locked for a while")
    assert "You can try again after ten" in said
    with pytest.raises(AccountLocked):
        sign_in(identifier=ana.number, pin=PIN, by=web_caller())
    in_business_hours.shift(16 * 60)
    assert TestCaller().sign_in(ana.number, PIN).startswith("Thank you. You are signed in.")


def test_a_temporary_pin_must_be_replaced_before_anything_else(ana):
    give_pin(ana, is_temporary=True)
    caller = TestCaller()
    assert caller.sign_in(ana.number, PIN).startswith("That was a temporary PIN.")
    assert caller.question == "new_pin"
    assert caller.speak("main menu").startswith("First, please choose a PIN of your own.")
    caller.press(NEW)
    assert caller.question == "new_pin_again"
    assert caller.press(NEW).startswith("Your new PIN is saved.")
    assert caller.question == "main_menu"
    assert TestCaller().sign_in(ana.number, NEW).startswith("Thank you. You are signed in.")


def test_a_temporary_pin_works_once_and_a_new_one_is_offered(ana):
    give_pin(ana, is_temporary=True)
    TestCaller().sign_in(ana.number, PIN)
    caller = TestCaller()
    assert caller.sign_in(ana.number, PIN).startswith("A temporary PIN works only once, and yours was used.")
    assert caller.question == "reset_offer"


def test_with_a_second_factor_a_temporary_pin_is_kept_and_an_agent_helps(ana):
    give_pin(ana, is_temporary=True)
    profile = agency()
    strict = dataclasses.replace(
        profile, sign_in=dataclasses.replace(profile.sign_in, second_factor="everyone")
    )
    with override_settings(AGENCY=strict):
        caller = TestCaller()
        said = caller.sign_in(ana.number, PIN)
    assert said.startswith("Your temporary PIN is right. But your account asks for one more proof")
    assert caller.question == "transfer"
    request = AgentRequest.objects.get()
    assert request.reason == "second_factor"
    assert caller.turn.transfer_reference == str(request.pk)
    assert TestCaller().sign_in(ana.number, PIN).startswith("That was a temporary PIN.")


def test_a_pin_is_changed_by_giving_the_current_one(ana):
    caller = TestCaller()
    caller.sign_in(ana.number, PIN)
    assert caller.speak("PIN change").startswith("Enter the PIN that you have now")
    assert caller.press(WRONG).startswith("That is not your PIN.")
    assert caller.press(PIN).startswith("Enter your new PIN")
    assert "counts up or down" in caller.press("234567")
    assert "different from the one you have now" in caller.press(PIN)
    caller.press(NEW)
    assert caller.press("270599").startswith("The two PINs are not the same.")
    assert caller.press(NEW, NEW).startswith("Your new PIN is saved.")
    assert caller.question == "main_menu"
    assert caller.press("5") != ""
    assert caller.question == "main_menu"
    actions = list(Event.objects.about(ana.pk).values_list("action", "channel"))
    assert ("identity.pin_changed", "phone") in actions


def test_the_new_pin_is_never_read_back_even_when_it_was_said(ana):
    caller = TestCaller()
    caller.sign_in(ana.number, PIN)
    caller.press("3", PIN)
    caller.speak("two seven zero five nine six", "two seven zero five nine six")
    assert caller.question == "main_menu"
    assert "two seven zero" not in " ".join(caller.heard)


def test_a_verified_caller_is_forgotten_after_silence(ana, in_business_hours):
    caller = TestCaller()
    caller.sign_in(ana.number, PIN)
    in_business_hours.shift(6 * 60)
    assert caller.press("5").startswith("For your safety, you were signed out")
    assert caller.question == "identifier"
    assert not caller.call.verified_at


def test_a_pin_changed_elsewhere_ends_the_verification(ana):
    caller = TestCaller()
    caller.sign_in(ana.number, PIN)
    change_pin(user=user_of(ana), current=PIN, new=NEW, by=web_caller())
    assert caller.press("5").startswith("Please sign in first.")


def test_verification_ends_with_the_call(ana):
    caller = TestCaller()
    caller.sign_in(ana.number, PIN)
    caller.hang_up()
    caller.press("5")
    assert caller.question == "hang_up"
    assert "owe" not in caller.said


# ---- a new PIN


def test_a_new_pin_is_asked_for_as_the_brochure_tells(family):
    caller = TestCaller()
    caller.press("1", "1", SSN.replace("-", ""))
    assert caller.speak("I don't know it").startswith("Do you want to reset your PIN?")
    assert "say email" in caller.speak("yes")
    assert caller.speak("email").startswith("Enter or say your Participant ID.")
    said = caller.press(family.ana.number)
    assert "comes by email within one business day" in said
    request = PinResetRequest.objects.get()
    assert (request.way, request.channel) == (PinDelivery.EMAIL, "phone")
    assert caller.question == "anything_else"


def test_somebody_who_began_with_their_participant_id_is_asked_for_the_ssn(family):
    caller = TestCaller()
    caller.press("2", "1", family.ana.number, "1", "1")
    assert caller.speak("dirección postal").startswith("Marque o diga su número del Seguro Social.")
    assert "en cinco a diez días hábiles" in caller.press("536221234")
    assert PinResetRequest.objects.get().way == PinDelivery.MAIL


def test_the_answer_is_the_same_for_numbers_of_nobody(family):
    def answer(participant_id: str) -> str:
        caller = TestCaller()
        caller.press("1", "1", "536221234", "1", "1", "2")
        return caller.press(participant_id)

    assert answer(family.ana.number) == answer("1299999999")


def test_somebody_signed_in_is_asked_for_both_numbers(family):
    caller = TestCaller()
    caller.sign_in(family.ana.number, PIN)
    caller.press("6", "1", "1")
    assert caller.question == "reset_ssn"
    caller.press("536221234")
    assert caller.question == "reset_participant_id"
    caller.press(family.ana.number, "1")
    assert caller.question == "main_menu"


def test_whoever_does_not_know_the_other_number_gets_an_agent(family):
    caller = TestCaller()
    caller.press("1", "1", family.ana.number, "1", "1", "1")
    caller.speak("I don't know")
    assert caller.question == "transfer"


def test_too_many_requests_from_one_phone_are_refused(family):
    profile = agency()
    few = dataclasses.replace(
        profile, sign_in=dataclasses.replace(profile.sign_in, pin_requests_per_network_and_hour=1)
    )
    caller = TestCaller()
    with override_settings(AGENCY=few):
        for _ in range(2):
            caller = TestCaller()
            caller.press("1", "1", "536221234", "1", "1", "1", family.ana.number)
    assert caller.said.startswith("There were too many requests for a PIN from this number.")
    assert PinResetRequest.objects.count() == 1
