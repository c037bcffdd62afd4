from xml.etree import ElementTree as ET

import pytest
from django.conf import settings

from customer_connect.phone.dialogue.menus import in_order, menu_as_svg, menu_as_text
from customer_connect.phone.dialogue.tree import QUESTIONS


@pytest.mark.parametrize(
    ("file", "drawn"), [("phone-menu.svg", menu_as_svg), ("phone-menu.md", menu_as_text)]
)
def test_the_menu_in_the_documents_is_the_one_in_the_code(file, drawn):
    kept = (settings.BASE_DIR / "docs" / file).read_text(encoding="utf-8")
    assert kept == drawn(), "Draw it anew: ./connect phone picture"


def test_every_question_can_be_reached_and_is_drawn_once():
    names = [question.name for column in in_order() for question in column]
    assert len(names) == len(set(names))
    assert set(names) == set(QUESTIONS) - {"confirm"}


def test_the_picture_is_a_picture_with_a_name():
    root = ET.fromstring(menu_as_svg())
    assert root.get("role") == "img"
    titles = [element.text for element in root.iter("{http://www.w3.org/2000/svg}title")]
    assert titles == ["The phone menu"]
