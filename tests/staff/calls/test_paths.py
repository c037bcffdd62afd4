"""The path of a call in plain words, beside the dialogue that writes it."""

import inspect
import re

from customer_connect.phone.dialogue import engine
from customer_connect.phone.dialogue.phrases import PHRASES
from customer_connect.phone.dialogue.tree import QUESTIONS as ASKED
from customer_connect.staff.calls.paths import ANSWERS, HAPPENINGS, QUESTIONS, in_words, stood_at


def test_every_question_and_every_answer_of_the_dialogue_has_words():
    assert set(QUESTIONS) == set(ASKED)
    offered = {option.value for question in ASKED.values() for option in question.options}
    assert offered | set(PHRASES) == set(ANSWERS)
    noted = re.findall(r"\}:(\w+)\"", inspect.getsource(engine))
    assert noted
    assert {*noted, "not_heard", "not_understood"} == set(HAPPENINGS)


def test_steps_are_written_as_a_person_would_say_them():
    path = [
        "language=english",
        "parent=yes",
        "identifier:number",
        "pin:not_heard",
        "main_menu=payments",
        "agent_wait=wait",
    ]
    assert in_words(path) == [
        "Language: English",
        "Parent or guardian? yes",
        "Signing in: Participant ID or SSN: a number was given",
        "Signing in: PIN: nothing was heard",
        "Main menu: payments",
        "Agents are busy: waits for an agent",
    ]
    assert stood_at(path) == "Main menu"
    assert stood_at([]) == "The very beginning"
    assert in_words(["a_new_question"]) == ["a new question"]
