"""Tables that people open in a spreadsheet."""

import csv

from customer_connect.core.spreadsheets import csv_lines


def test_no_text_is_taken_for_a_formula_and_numbers_stay_numbers():
    rows = [("=1+1", "+1", "-1", "@x", "\tx", "Núñez, “A”", -5, ""), ("two\nlines",)]
    content = b"".join(csv_lines(rows))
    assert content.startswith("\ufeff".encode())
    read = list(csv.reader(content.decode("utf-8-sig").splitlines(keepends=True)))
    assert read == [["'=1+1", "'+1", "'-1", "'@x", "'\tx", "Núñez, “A”", "-5", ""], ["two\nlines"]]
