from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from django.utils import translation

from customer_connect.phone.dialogue import spoken


@pytest.mark.parametrize(
    ("dollars", "english", "spanish", "written"),
    [
        ("0.00", "zero dollars", "cero dólares", "$0.00"),
        ("0.01", "one cent", "un centavo", "$0.01"),
        ("0.31", "thirty-one cents", "treinta y un centavos", "$0.31"),
        ("1.00", "one dollar", "un dólar", "$1.00"),
        ("1.01", "one dollar and one cent", "un dólar con un centavo", "$1.01"),
        ("21.00", "twenty-one dollars", "veintiún dólares", "$21.00"),
        ("100.00", "one hundred dollars", "cien dólares", "$100.00"),
        ("101.15", "one hundred one dollars and fifteen cents", "ciento un dólares con quince centavos", "$101.15"),
        ("450.00", "four hundred fifty dollars", "cuatrocientos cincuenta dólares", "$450.00"),
        (
            "1204.05",
            "one thousand two hundred four dollars and five cents",
            "mil doscientos cuatro dólares con cinco centavos",
            "$1,204.05",
        ),
        ("-20.50", "minus twenty dollars and fifty cents", "menos veinte dólares con cincuenta centavos", "−$20.50"),
        (
            "31516.22",
            "thirty-one thousand five hundred sixteen dollars and twenty-two cents",
            "treinta y un mil quinientos dieciséis dólares con veintidós centavos",
            "$31,516.22",
        ),
        ("21000.00", "twenty-one thousand dollars", "veintiún mil dólares", "$21,000.00"),
        ("1000000.00", "one million dollars", "un millón de dólares", "$1,000,000.00"),
        (
            "2000731.00",
            "two million seven hundred thirty-one dollars",
            "dos millones setecientos treinta y un dólares",
            "$2,000,731.00",
        ),
    ],
)  # fmt: skip
def test_amounts_are_said_in_words(dollars, english, spanish, written):
    assert spoken.amount(Decimal(dollars)) == (english, written)
    with translation.override("es"):
        assert spoken.amount(Decimal(dollars)) == (spanish, written)


@pytest.mark.parametrize(
    ("on", "english", "spanish"),
    [
        (date(2026, 3, 2), "March second, twenty twenty-six", "dos de marzo de dos mil veintiséis"),
        (date(2026, 1, 1), "January first, twenty twenty-six", "primero de enero de dos mil veintiséis"),
        (date(2006, 5, 30), "May thirtieth, two thousand six", "treinta de mayo de dos mil seis"),
        (date(2000, 12, 31), "December thirty-first, two thousand", "treinta y uno de diciembre de dos mil"),
        (date(1987, 8, 21), "August twenty-first, nineteen eighty-seven",
         "veintiuno de agosto de mil novecientos ochenta y siete"),
        (date(1905, 7, 12), "July twelfth, nineteen oh five", "doce de julio de mil novecientos cinco"),
        (date(1900, 7, 12), "July twelfth, nineteen hundred", "doce de julio de mil novecientos"),
    ],
)  # fmt: skip
def test_dates_are_said_in_words(on, english, spanish):
    assert spoken.day(on).spoken == english
    with translation.override("es"):
        assert spoken.day(on).spoken == spanish


def test_a_date_with_its_weekday_is_written_as_people_write_it():
    said = spoken.weekday_and_day(date(2026, 3, 3))
    assert said == ("Tuesday, March third, twenty twenty-six", "Tuesday, March 3, 2026")
    with translation.override("es"):
        said = spoken.weekday_and_day(date(2026, 3, 3))
        assert said == ("martes tres de marzo de dos mil veintiséis", "martes 3 de marzo de 2026")


@pytest.mark.parametrize(
    ("at", "english", "spanish"),
    [
        (time(8, 0), "eight a.m.", "las ocho de la mañana"),
        (time(8, 30), "eight thirty a.m.", "las ocho y treinta de la mañana"),
        (time(9, 5), "nine oh five a.m.", "las nueve y cinco de la mañana"),
        (time(12, 0), "noon", "las doce del mediodía"),
        (time(13, 15), "one fifteen p.m.", "la una y quince de la tarde"),
        (time(20, 0), "eight p.m.", "las ocho de la noche"),
        (time(0, 10), "twelve ten a.m.", "las doce y diez de la noche"),
    ],
)
def test_times_of_day_are_said_in_words(at, english, spanish):
    assert spoken.clock_time(at) == english
    with translation.override("es"):
        assert spoken.clock_time(at) == spanish


def test_a_moment_is_said_where_the_agency_is():
    assert spoken.clock(datetime(2026, 3, 3, 18, 30, tzinfo=UTC)) == ("ten thirty a.m.", "10:30 a.m.")


def test_numbers_are_said_digit_by_digit_in_groups():
    assert spoken.digits("1200000045", 3, 3, 4) == (
        "one two zero, zero zero zero, zero zero four five",
        "120-000-0045",
    )
    with translation.override("es"):
        assert spoken.digits("536221234", 3, 2, 4).spoken == "cinco tres seis, dos dos, uno dos tres cuatro"


def test_phone_numbers_are_said_without_the_country_at_home():
    assert spoken.phone_number("+18669013212").written == "866-901-3212"
    assert spoken.phone_number("+525512345678").written == "525-512-345-678"


def test_a_count_stands_rightly_before_its_noun():
    with translation.override("es"):
        assert (spoken.count(21).spoken, spoken.count_of(21).spoken) == ("veintiuno", "veintiún")
        assert spoken.count_of(31).spoken == "treinta y un"
        assert spoken.count_of(1).spoken == "un"
