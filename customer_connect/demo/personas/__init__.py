"""Known families, one for each quirk of real life. Their place in the list is their family number: only append."""

from collections.abc import Callable

from customer_connect.demo.cases import Family
from customer_connect.demo.personas import everyday, newcomers, paperwork, several_cases, troubles
from customer_connect.demo.worlds import World

PERSONAS: tuple[Callable[[World, int], Family], ...] = (
    everyday.ordinary,
    everyday.long_history,
    several_cases.payer_and_payee,
    paperwork.new_office,
    troubles.nothing_for_months,
    troubles.returned_checks,
    troubles.held_payments,
    troubles.owed_to_the_state,
    troubles.protected_payee,
    troubles.protected_payer,
    several_cases.three_cases,
    several_cases.grandparent,
    several_cases.in_no_case,
    several_cases.father_and_son,
    everyday.paid_up,
    everyday.many_obligations,
    everyday.closed,
    everyday.no_order_yet,
    paperwork.short_names,
    paperwork.long_names,
    paperwork.first_namesake,
    paperwork.second_namesake,
    paperwork.unreachable,
    paperwork.letters_only,
    paperwork.leap_day,
    paperwork.other_numbers,
    paperwork.private_wages,
    paperwork.under_one_roof,
    several_cases.left_the_case,
    newcomers.two_letters,
    newcomers.one_letter,
    newcomers.private_wages,
)
