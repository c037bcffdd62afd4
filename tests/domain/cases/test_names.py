"""The name somebody typed is compared with the one on file as a patient clerk would."""

import pytest

from customer_connect.domain.cases.models import Participant
from customer_connect.domain.cases.names import is_name_of


def person(first: str, last: str, middle: str = "", suffix: str = "") -> Participant:
    return Participant(first_name=first, last_name=last, middle_name=middle, suffix=suffix)


@pytest.mark.parametrize(
    ("on_file", "first", "last"),
    [
        (person("José", "Núñez"), "jose", "NUNEZ"),
        (person("Jose", "Nunez"), "José", "Núñez"),
        (person("Ana", "García López"), "Ana", "García"),
        (person("Ana", "García López"), "Ana", "López"),
        (person("Ana", "García-López"), "Ana", "Garcia Lopez"),
        (person("Ana", "García"), "Ana", "García López"),
        (person("Ana", "De la Cruz"), "Ana", "Delacruz"),
        (person("Ana", "De la Cruz"), "ana", "cruz"),
        (person("Sean", "O'Brien"), "Sean", "OBrien"),
        (person("Sean", "O’Brien"), "Sean", "O'Brien"),
        (person("Ian", "McDonald"), "Ian", "Mc Donald"),
        (person("John", "Smith", suffix="Jr."), "John", "Smith Jr"),
        (person("John", "Smith"), "John", "Smith, III"),
        (person("Mary Ann", "Lee"), "MaryAnn", "Lee"),
        (person("Mary-Ann", "Lee"), "Mary", "Lee"),
        (person("Mary", "Lee", middle="Ann"), "Mary Ann", "Lee"),
        (person("Mary", "Lee", middle="Ann"), "Mary A.", "Lee"),
        (person("", "Suharto"), "", "Suharto"),
        (person("", "Suharto"), "Suharto", "Suharto"),
        (person("U", "O"), "u", "o"),
        (person("Łukasz", "Đặng"), "Lukasz", "Dang"),
        (person("Ana", "V"), "Ana", "V"),
    ],
)
def test_a_name_written_another_way_is_still_the_persons(on_file: Participant, first: str, last: str) -> None:
    assert is_name_of(on_file, first_name=first, last_name=last)


@pytest.mark.parametrize(
    ("on_file", "first", "last"),
    [
        (person("Ana", "García"), "Eva", "García"),
        (person("Ana", "García"), "Ana", "Pérez"),
        (person("Ana", "García"), "Ana", ""),
        (person("Ana", "García"), "", "García"),
        (person("Ana", "De la Cruz"), "Ana", "de"),
        (person("Ana", "De la Cruz"), "Ana", "de la"),
        (person("Ana", "García"), "A", "García"),
        (person("Ana", "García"), "Ana", "Garc"),
        (person("Mary", "Lee", middle="Ann"), "Ann", "Lee"),
        (person("John", "Smith", suffix="Jr."), "John", "Jr"),
        (person("", "Suharto"), "Ana", "Suharto"),
        (person("Ana", "García"), "García", "Ana"),
        (person("Ana", "García"), "--", "--"),
    ],
)
def test_another_name_is_not(on_file: Participant, first: str, last: str) -> None:
    assert not is_name_of(on_file, first_name=first, last_name=last)
