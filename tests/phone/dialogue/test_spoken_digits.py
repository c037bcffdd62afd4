import pytest

from customer_connect.phone.dialogue.spoken_digits import digits_in


@pytest.mark.parametrize(
    ("language", "said", "digits"),
    [
        ("en", "one two three", "123"),
        ("en", "1 2 3", "123"),
        ("en", "120-000-0045", "1200000045"),
        ("en", "my number is five three six, dash, two two", "53622"),
        ("en", "double five triple seven", "55777"),
        ("en", "oh oh seven", "007"),
        ("en", "twelve thirty four", "1234"),
        ("en", "twenty three", "23"),
        ("en", "uh it's nine nineteen", "919"),
        ("es", "uno dos tres", "123"),
        ("es", "doble cinco, triple siete", "55777"),
        ("es", "treinta y cuatro, cero seis", "3406"),
        ("es", "veintitrés doce once", "231211"),
        ("es", "mi número es: el cinco tres seis", "536"),
        ("es", "Cero, SIETE y ocho", "078"),
        ("es", "cuarenta cinco", "45"),
        ("en", "uno dos three", "123"),
        ("es", "one dos tres", "123"),
        ("en", "payments", ""),
        ("en", "one banana two", ""),
        ("es", "no lo sé", ""),
        ("en", "", ""),
        ("en", "double", ""),
        ("en", "double agent", ""),
    ],
)
def test_digits_are_read_from_what_people_say(language, said, digits):
    assert digits_in(said, language) == digits


def test_a_word_of_both_languages_is_read_in_the_one_spoken():
    assert digits_in("once", "es") == "11"
