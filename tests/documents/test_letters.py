"""Letters: right words, right place in the window, tags, nothing that helps a thief."""

import itertools
import subprocess
import sys
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from customer_connect.documents.letters import letter_pdf, print_letters
from customer_connect.documents.pin_letters import group_digits
from customer_connect.documents.print_files import TypstPrinter
from customer_connect.domain.deliveries.letters import CannotPrint, Letter
from customer_connect.domain.deliveries.messages import (
    ContactChanged,
    OneTimeCode,
    PinChanged,
    PinRequested,
    TemporaryPinLetter,
)
from tests.documents.window_envelopes import (
    ALWAYS,
    EVER,
    SLIP_ACROSS,
    SLIP_DOWN,
    folded,
    ink_within,
    place_of,
    window_when_slipped,
)

PIN_LETTER = Letter(
    message=TemporaryPinLetter(pin="482913", until="2026-12-13"),
    language="en",
    name="Ana Lucía Núñez-O’Hara",
    address_lines=("12 Hideaway Lane", "Apt 4", "Willowbrook, CA 95811"),
    happened_on=date(2026, 11, 20),
    dated_on=date(2026, 11, 22),
    reference="3F0C-9A1B-2C4D",
)
MESSAGES = [PIN_LETTER.message, PinChanged(), PinRequested(), ContactChanged()]
KINDS = [
    replace(PIN_LETTER, message=message, language=language)
    for message, language in itertools.product(MESSAGES, ["en", "es"])
]
ADDRESSES = {
    "short": PIN_LETTER,
    "two lines": replace(PIN_LETTER, address_lines=("12 Hideaway Lane", "Willowbrook, CA 95811")),
    "five lines": replace(
        PIN_LETTER, address_lines=("Calle 5 de Mayo 12", "Interior 7", "Puebla, PUE 72000", "MX")
    ),
    "wide": replace(PIN_LETTER, name="W" * 50, address_lines=("M" * 50, "W" * 50, "Willowbrook, CA 95811")),
    "wide and five lines": replace(
        PIN_LETTER, name="W" * 50, address_lines=("M" * 50, "W" * 50, "Q" * 50, "MX")
    ),
}


def text_of(pdf):
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def name_of(letter):
    return f"{letter.message.name}-{letter.language}"


@pytest.fixture
def saved(tmp_path):
    def save(letter, pdf=None):
        path = tmp_path / "letter.pdf"
        path.write_bytes(pdf or letter_pdf(letter))
        return path

    return save


# ---- the window


@pytest.mark.parametrize("letter", [*KINDS, *ADDRESSES.values()], ids=[*map(name_of, KINDS), *ADDRESSES])
def test_the_window_shows_the_whole_address_and_nothing_else_wherever_the_sheet_slips(letter, saved):
    shown = ink_within(saved(letter), EVER)
    assert shown is not None
    assert ALWAYS.holds(shown)
    # The Postal Service wants an eighth of an inch clear at both sides.
    assert ALWAYS.left + 0.12 <= shown.left
    assert shown.right <= ALWAYS.right - 0.12


@pytest.mark.parametrize(("across", "down"), list(itertools.product([-1, 0, 1], repeat=2)))
def test_an_eighth_of_an_inch_off_the_middle_the_address_still_stands_clear(across, down, saved):
    seen = window_when_slipped(SLIP_ACROSS / 2 + across / 8, SLIP_DOWN / 2 + down / 8)
    shown = ink_within(saved(PIN_LETTER), seen)
    assert shown is not None
    assert seen.holds(shown, clear=0.08)
    for word in ("Ana", "95811"):
        assert seen.holds(place_of(word, saved(PIN_LETTER)))


@pytest.mark.parametrize("pin", ["482913", "48291307", "482913507128"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_pin_lies_inside_the_fold_and_not_behind_the_window(pin, language, saved):
    path = saved(replace(PIN_LETTER, message=TemporaryPinLetter(pin, "2026-12-13"), language=language))
    for group in group_digits(pin).split():
        panel, behind = folded(place_of(group, path))
        assert panel == 2  # its front is inside the Z; the back of the third panel covers it
        assert not EVER.touches(behind)


def test_a_pin_on_the_first_panel_would_be_found_out(saved):
    assert place_of("Apt", saved(PIN_LETTER)).touches(EVER)


# ---- the words


def test_the_pin_letter_says_what_it_is_for_and_how_long(saved):
    text = text_of(letter_pdf(PIN_LETTER))
    assert "482 913" in text
    assert "December 13, 2026" in text
    assert "November 22, 2026" in text
    for number in ("866-901-3212", "866-399-4096", "408-273-0073"):
        assert number in text
    assert "Dear Ana Lucía Núñez-O’Hara:" in text
    assert "Reference 3F0C-9A1B-2C4D" in text


def test_the_pin_letter_in_spanish_has_no_english_left():
    text = text_of(letter_pdf(replace(PIN_LETTER, language="es")))
    assert "Su PIN temporal" in text
    assert "13 de diciembre de 2026" in text
    assert not {"the", "your", "and", "you", "this"} & set(text.lower().split())


def test_somebody_who_did_not_ask_is_told_why_the_letter_comes():
    unasked = replace(PIN_LETTER, message=TemporaryPinLetter("482913", "2026-12-13", was_requested=False))
    assert "You asked" not in text_of(letter_pdf(unasked))
    assert "You asked" in text_of(letter_pdf(PIN_LETTER))


@pytest.mark.parametrize("letter", KINDS, ids=name_of)
def test_every_letter_is_one_page_in_its_language_and_says_whom_it_is_to(letter):
    pdf = letter_pdf(letter)
    with pikepdf.open(BytesIO(pdf)) as document:
        assert len(document.pages) == 1
        assert str(document.Root.Lang).startswith(letter.language)
    assert letter.name in text_of(pdf)


@pytest.mark.parametrize("letter", KINDS[2:], ids=name_of)
def test_the_notices_hold_no_pin_and_say_when_it_happened(letter):
    text = text_of(letter_pdf(letter))
    assert "482" not in text
    assert ("November 20, 2026" if letter.language == "en" else "20 de noviembre de 2026") in text


def test_a_long_site_name_fits(settings):
    settings.PUBLIC_URL = "https://customerconnect.childsupportservices.ca.gov"
    for letter in KINDS:
        assert "customerconnect.childsupportservices.ca.gov" in text_of(letter_pdf(letter))


def test_an_agency_that_takes_no_ssn_does_not_ask_for_one(settings):
    agency = settings.AGENCY
    settings.AGENCY = replace(agency, identifiers=replace(agency.identifiers, sign_in_with_ssn=False))
    assert "Social Security" not in text_of(letter_pdf(PIN_LETTER))


@pytest.mark.parametrize(
    ("pin", "written"),
    [("482913", "482 913"), ("4829130", "4829 130"), ("48291307", "4829 1307"), ("482913507", "482 913 507")],
)
def test_digits_are_grouped_as_people_read_them(pin, written):
    assert group_digits(pin) == written


def test_texts_are_never_read_as_markup(saved):
    odd = replace(PIN_LETTER, name="#panic() *Ana* $x$ @ref")
    assert "#panic() *Ana* $x$ @ref" in text_of(letter_pdf(odd))


def test_every_message_that_is_no_letter_is_refused():
    with pytest.raises(CannotPrint):
        letter_pdf(replace(PIN_LETTER, message=OneTimeCode("123456", 10)))


# ---- tags


def test_the_letters_conform_to_pdf_ua(tmp_path):
    paths = []
    for letter in KINDS:
        path = tmp_path / f"{name_of(letter)}.pdf"
        path.write_bytes(letter_pdf(letter))
        paths.append(path)
    done = subprocess.run(
        [Path(sys.executable).with_name("outloud"), "--layer", "conformance", "--fail-on", "warning", *paths],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert done.stdout.count("PASS") == len(KINDS)


# ---- many at once


def test_print_files_hold_a_page_for_each_letter_in_their_order(monkeypatch):
    monkeypatch.setattr("customer_connect.documents.print_files.AT_ONCE", 2)
    names = [f"Person Number{number}" for number in range(5)]
    printed = TypstPrinter().print_letters(
        replace(kind, name=name) for kind, name in zip(itertools.cycle(KINDS), names, strict=False)
    )
    assert printed.pages == [1, 2, 3, 4, 5]
    with pikepdf.open(BytesIO(printed.content)) as document:
        assert len(document.pages) == 5
        assert not document.check_pdf_syntax()
    for page, name in enumerate(names, start=1):
        assert name in text_of(TypstPrinter().pick_pages(printed.content, [page]))


def test_a_letter_that_cannot_be_set_does_not_keep_the_others(caplog):
    broken = replace(PIN_LETTER, message=OneTimeCode("123456", 10))
    printed = TypstPrinter().print_letters([PIN_LETTER, broken, PIN_LETTER])
    assert printed.pages == [1, None, 2]
    assert "123456" not in caplog.text


def test_picked_pages_come_in_the_order_asked_for():
    printed = TypstPrinter().print_letters(replace(PIN_LETTER, name=f"Person Number{n}") for n in range(4))
    text = text_of(TypstPrinter().pick_pages(printed.content, [3, 1]))
    assert text.index("Number2") < text.index("Number0")


def test_printed_letters_look_as_the_tagged_ones_do(saved):
    alone = ink_within(saved(PIN_LETTER), EVER)
    printed = ink_within(saved(PIN_LETTER, print_letters([PIN_LETTER])), EVER)
    assert alone == printed
