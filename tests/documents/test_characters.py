"""Names of every kind are printed as they are; what no font has is shown by a sign and explained; nothing is markup."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from customer_connect.documents.change_receipts import ReportedValue, render_change_receipt
from customer_connect.documents.characters import REPLACEMENT, clean, only_covered
from tests.documents.pdfs import assert_accessible, pages_of, words_of
from tests.documents.test_change_receipts import receipt

NAMES = [
    "Iñaki Peña y Müller-Güell",
    "Erzsébet Szőke-Hűvös",
    "Nguyễn Thị Phượng Đặng",
    "Ṣọlá Ọlátúnjí",
    "Zoë d’Arcy O'Neil Jr.",
    "Łukasz Wałęsa-Żółć",
    "Ștefan Țepeș",
    "Muaj Hmoob Vaj Xyooj",
    "X",
    "Αθηνά Παππά",
    "Юлия Щукина",
]
EXPLAINED = f"The sign {REPLACEMENT} stands for a character that this document cannot print."


def printed(name: str) -> str:
    return words_of(render_change_receipt(receipt(participant_name=name)))


@pytest.mark.parametrize("name", NAMES)
def test_names_with_accents_are_printed_as_they_are(name):
    words = printed(name)
    assert f"Name {name} " in words
    assert REPLACEMENT not in words


def test_accents_that_come_apart_are_put_together():
    assert "Nguyễn" in printed("Nguye\u0302\u0303n")


@pytest.mark.parametrize(
    "name", ["王小明 Wang", "김민준 Kim", "สมชาย Chai", "Vaj \U00016b1c\U00016b2c", "\U0001fae8 Ana"]
)
def test_characters_that_no_font_has_are_shown_by_a_sign_and_explained(name, tmp_path):
    pdf = render_change_receipt(receipt(participant_name=name))
    words = words_of(pdf)
    latin = "".join(char for char in name if char.isascii()).strip()
    lost = sum(not char.isascii() for char in name)
    assert latin in words
    assert words.count(REPLACEMENT) == lost + 1
    assert EXPLAINED in words
    assert_accessible(pdf, tmp_path, language="en")


def test_right_to_left_names_are_shown():
    assert "عمر" in printed("Omar عمر")


@pytest.mark.parametrize("char", ["\ue000", "\U000e0fff", "\ud800", "\U00050000"])
def test_what_has_no_shape_at_all_leaves_a_sign(char):
    assert clean(f"A{char}B") == f"A{REPLACEMENT}B"
    assert EXPLAINED in printed(f"A{char}B")


def test_controls_and_direction_marks_leave_nothing():
    assert clean("A\x00\x1b\u202eB\u200bC\u00adD\ufeff") == "ABCD"
    assert clean("one\r\ntwo\tthree\u2028four") == "one two three four"


HOSTILE = [
    '#read("/etc/passwd")',
    '#import "layout.typ": *',
    "#{while true {}}",
    "*bold* _it_ `code` $x^2$ @label <label>",
    "= Heading",
    "\\ \\u{41} ~ -- --- ...",
    "// comment /* more */",
    "- list + enum / term: x",
    "https://example.org/#fragment",
    "{page} of {pages} {sign}",
    "%(name)s %s %%",
    '"},"page":{"title":"x"}',
    "](((",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_in_data_is_text(text):
    pdf = render_change_receipt(
        receipt(participant_name=text, kind=text, what_next=text, values=(ReportedValue("Email", text),))
    )
    words = words_of(pdf)
    # pdftotext guesses at spaces beside a hyphen.
    assert words.replace(" ", "").count(text.replace(" ", "")) >= 4
    assert "root:" not in words
    assert "Page 1 of 1" in words


def test_words_too_long_for_a_line_break_and_are_whole():
    word = "".join(f"{number}w" for number in range(400))
    pdf = render_change_receipt(receipt(participant_name=word, what_next=word))
    shown = "".join(pages_of(pdf)).replace(" ", "")
    assert shown.count(word) == 2
    assert "\u200b" not in shown


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=60))
def test_any_text_makes_a_document(text):
    assert printed(text).count("C4QX-77KM-R3NW") == 1


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text):
    once = only_covered(clean(text))
    assert only_covered(clean(once)) == once
    assert once.replace("\xa0", " ").isprintable()
