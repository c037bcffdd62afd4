"""Families in trouble: money that stops, bounces, is held or is owed to the State; people who need protection."""

from datetime import time

from customer_connect.demo.cases import (
    Case,
    Family,
    Habit,
    Hearing,
    Incident,
    Meeting,
    Ordered,
    Payer,
    Payout,
)
from customer_connect.demo.people import child, persona
from customer_connect.demo.pools.places import BY_NAME
from customer_connect.demo.worlds import World


def nothing_for_months(world: World, number: int) -> Family:
    """Make a payer who stopped paying nine months ago."""
    payee = persona(world, number, 0, "Anahit|Petrosyan", "Los Angeles", "1983-02-20").noted(
        "Has received nothing for nine months; an enforcement hearing is ahead."
    )
    payer = persona(world, number, 1, "Vartan|Petrosyan", "Los Angeles", "1979-07-30").noted(
        "Has paid nothing for nine months: high arrears and interest, an enforcement hearing for him alone."
    )
    county = BY_NAME["Los Angeles"]
    kids = tuple(
        child(world, number, slot, "Petrosyan", "en", age, county) for slot, age in ((2, 16), (3, 13))
    )
    begins_on = world.day(-1_600).replace(day=1)
    case = Case(
        0,
        county,
        payee,
        (
            Payer(
                payer,
                (Ordered(88_000, begins_on),),
                (
                    Habit("card", begins_on, world.day(-400), share=0.8, chance=0.75),
                    Habit("card", world.day(-395), world.day(-275), share=0.4),
                ),
            ),
        ),
        kids,
        opened_on=world.day(-1_720),
        hearings=(
            Hearing(world.day(-60), time(8, 30), "enforcement", "canceled", payer),
            Hearing(world.day(12), time(8, 30), "enforcement", "rescheduled", payer),
        ),
    )
    return Family(number, (payee, payer, *kids), (case,))


def returned_checks(world: World, number: int) -> Family:
    """Make checks that bounced, money taken back, a payout that came back, an adjustment either way."""
    payee = persona(world, number, 0, "Trần Thị|Bích Ngọc", "Santa Clara", "1991-05-18").noted(
        "Payments reversed after they were sent; a check to her came back and was sent again. Vietnamese letters."
    )
    payer = persona(world, number, 1, "Nguyễn|Dũng", "Santa Clara", "1990-10-10").noted(
        "Returned checks, their reversals, and adjustments."
    )
    county = BY_NAME["Santa Clara"]
    kid = child(world, number, 2, "Nguyễn", "en", 6, county)
    begins_on = world.day(-480).replace(day=1)
    incidents = (
        Incident("returned_check", world.day(-400)),
        Incident("adjustment", world.day(-330), cents=-7_500),
        Incident("returned_payout", world.day(-280)),
        Incident("returned_check", world.day(-190)),
        Incident("adjustment", world.day(-100), cents=2_000),
        Incident("returned_check", world.day(-45)),
    )
    orders = (Ordered(41_500, begins_on), Ordered(4_000, begins_on, "arrears_payment"))
    payers = (Payer(payer, orders, (Habit("check", begins_on),), incidents, arrears=60_000, fees=3_500),)
    case = Case(0, county, payee, payers, (kid,), opened_on=world.day(-600), payout=Payout("check"))
    return Family(number, (payee, payer, kid), (case,))


def held_payments(world: World, number: int) -> Family:
    """Make a tax refund and a check on hold."""
    payee = persona(world, number, 0, "Jia|Kwan", "San Francisco", "1985-09-09").noted(
        "Is expecting two payments that are on hold."
    )
    payer = persona(world, number, 1, "Wai|Cheung", "Alameda", "1984-03-03").noted(
        "A tax refund was taken and is on hold for six months; a check is on hold for ten days."
    )
    kid = child(world, number, 2, "Cheung", "en", 10, BY_NAME["San Francisco"])
    begins_on = world.day(-900).replace(day=1)
    incidents = (
        Incident("tax_refund", world.day(-420), cents=84_300),
        Incident("tax_refund", world.day(-70), cents=131_200, days=182),
        Incident("held", world.day(-32), days=45),
    )
    payers = (
        Payer(payer, (Ordered(47_000, begins_on),), (Habit("check", begins_on, share=0.8),), incidents),
    )
    case = Case(0, BY_NAME["San Francisco"], payee, payers, (kid,), opened_on=world.day(-1_000))
    return Family(number, (payee, payer, kid), (case,))


def owed_to_the_state(world: World, number: int) -> Family:
    """Make a grown child, and arrears from the time when the family was on aid."""
    payee = persona(world, number, 0, "Latasha|Jenkins", "Kern", "1974-06-26")
    payer = persona(world, number, 1, "Darnell|Coleman", "Kern", "1972-01-05").noted(
        "Current support has ended; pays off arrears, most of them owed to the State."
    )
    kid = child(world, number, 2, "Coleman", "en", 19, BY_NAME["Kern"])
    begins_on = world.day(-720).replace(day=1)
    payers = (
        Payer(
            payer,
            (Ordered(15_000, begins_on, "arrears_payment"),),
            (Habit("wage_withholding", begins_on, every="biweekly"),),
            arrears=40_000,
            state_arrears=962_000,
            interest=38_450,
        ),
    )
    case = Case(0, BY_NAME["Kern"], payee, payers, (kid,), opened_on=world.day(-5_200))
    return Family(number, (payee, payer, kid), (case,))


def protected_payee(world: World, number: int) -> Family:
    """Make a mother with the family-violence indicator."""
    jasmine = persona(
        world, number, 0, "Jasmine|Reynolds", "Humboldt", "1993-11-14", family_violence=True, email=None
    ).noted("Family-violence indicator. Nothing may tell the other parent where or how to reach her.")
    tyler = persona(world, number, 1, "Tyler|Garrett", "San Bernardino", "1991-08-21").noted(
        "The other parent of a person with the family-violence indicator."
    )
    kid = child(world, number, 2, "Garrett", "en", 5, BY_NAME["Humboldt"]).but(family_violence=True)
    begins_on = world.day(-500).replace(day=1)
    payers = (
        Payer(
            tyler, (Ordered(39_000, begins_on),), (Habit("wage_withholding", begins_on, every="biweekly"),)
        ),
    )
    case = Case(
        0,
        BY_NAME["Humboldt"],
        jasmine,
        payers,
        (kid,),
        opened_on=world.day(-640),
        hearings=(
            Hearing(world.day(20), time(9, 0), "modification", person=tyler),
            Hearing(world.day(20), time(13, 30), "modification", person=jasmine),
        ),
        meetings=(Meeting(jasmine, world.day(6), time(10, 30), "order_review", "video"),),
        payout=Payout("payment_card"),
    )
    return Family(number, (jasmine, tyler, kid), (case,))


def protected_payer(world: World, number: int) -> Family:
    """Make a father with the family-violence indicator, who pays."""
    crystal = persona(world, number, 0, "Brooke|Lawson", "Shasta", "1989-02-02").noted(
        "The other parent of a payer with the family-violence indicator."
    )
    ethan = persona(world, number, 1, "Ethan|Marshall", "Monterey", "1990-06-17", family_violence=True).noted(
        "Family-violence indicator, and he is the one who pays."
    )
    kid = child(world, number, 2, "Marshall", "en", 7, BY_NAME["Shasta"])
    begins_on = world.day(-380).replace(day=1)
    payers = (Payer(ethan, (Ordered(30_000, begins_on),), (Habit("bank_transfer", begins_on),)),)
    case = Case(
        0,
        BY_NAME["Shasta"],
        crystal,
        payers,
        (kid,),
        opened_on=world.day(-500),
        meetings=(Meeting(ethan, world.day(15), time(11, 30), "order_review", "phone"),),
    )
    return Family(number, (crystal, ethan, kid), (case,))
