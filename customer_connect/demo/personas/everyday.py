"""Families whose money simply flows, each in its own way."""

from datetime import time

from customer_connect.demo.cases import Case, Family, Habit, Hearing, Meeting, Ordered, Payer, Payout
from customer_connect.demo.people import child, persona
from customer_connect.demo.pools.places import BY_NAME
from customer_connect.demo.worlds import World


def ordinary(world: World, number: int) -> Family:
    """Make a Spanish-preferring mother, a father whose wages are withheld, two children, dates to come."""
    rosa = persona(world, number, 0, "Rosa Elena|Delgado Núñez", "Fresno", "1987-04-17", language="es").noted(
        "Prefers Spanish. Is paid every month, has a next payment, a court date and an appointment."
    )
    miguel = persona(
        world,
        number,
        1,
        "Miguel Ángel|Peña Ibáñez",
        "Kern",
        "1985-11-30",
        language="es",
        employer_name="Delta Cannery",
        employer_phone="+16615550117",
        employer_address="4400 Old Packing House Rd, Bakersfield, CA 93301",
    ).noted("Pays by wage withholding. Shares a case with Rosa Elena Delgado Núñez.")
    county = BY_NAME["Fresno"]
    children = tuple(
        child(world, number, slot, "Peña Delgado", "es", age, county) for slot, age in ((2, 9), (3, 6))
    )
    begins_on = world.day(-800).replace(day=1)
    case = Case(
        0,
        county,
        rosa,
        (
            Payer(
                miguel,
                (Ordered(64_000, begins_on), Ordered(5_000, begins_on, "arrears_payment")),
                (Habit("wage_withholding", begins_on, every="semimonthly"),),
                arrears=182_500,
                interest=9_125,
            ),
        ),
        children,
        opened_on=world.day(-980),
        hearings=(
            Hearing(world.day(-310), purpose="establishment", status="held"),
            Hearing(world.day(16), time(9, 0), "modification"),
        ),
        meetings=(
            Meeting(rosa, world.day(8), time(14, 30), "order_review", "phone"),
            Meeting(miguel, world.day(23), time(9, 30), "payment_plan"),
        ),
    )
    return Family(number, (rosa, miguel, *children), (case,))


def long_history(world: World, number: int) -> Family:
    """Make twelve years of weekly payments."""
    payee = persona(world, number, 0, "Tanisha|Carter-Brooks", "Alameda", "1982-08-09").noted(
        "Twelve years of weekly payments: a payment history of many pages."
    )
    payer = persona(world, number, 1, "Desmond|Carter", "Contra Costa", "1980-01-22").noted(
        "Twelve years of weekly payments by wage withholding: more than 600 entries."
    )
    county = BY_NAME["Alameda"]
    kid = child(world, number, 2, "Carter", "en", 14, county)
    begins_on = world.day(-4_380)
    case = Case(
        0,
        county,
        payee,
        (
            Payer(
                payer,
                (Ordered(11_500, begins_on, frequency="weekly"),),
                (Habit("wage_withholding", begins_on, every="weekly", chance=0.985),),
            ),
        ),
        (kid,),
        opened_on=world.day(-4_600),
        payout=Payout("payment_card"),
    )
    return Family(number, (payee, payer, kid), (case,))


def paid_up(world: World, number: int) -> Family:
    """Make everything paid: every balance is zero."""
    payee = persona(world, number, 0, "Grace|Buenaventura", "San Diego", "1990-12-02")
    payer = persona(world, number, 1, "Ferdinand|Tolentino", "San Diego", "1989-06-14").noted(
        "Every balance is zero: pays what is due, every two weeks."
    )
    county = BY_NAME["San Diego"]
    kid = child(world, number, 2, "Tolentino", "en", 4, county)
    begins_on = world.day(-420)
    orders = (Ordered(26_000, begins_on, frequency="biweekly"),)
    habits = (Habit("bank_transfer", begins_on, every="biweekly"),)
    case = Case(0, county, payee, (Payer(payer, orders, habits),), (kid,), opened_on=world.day(-600))
    return Family(number, (payee, payer, kid), (case,))


def many_obligations(world: World, number: int) -> Family:
    """Make child, spousal and medical support in one case, each behind."""
    payee = persona(world, number, 0, "Katherine|Schaefer", "Orange", "1979-10-05").noted(
        "Child, spousal and medical support, due twice a month and monthly; each is behind."
    )
    payer = persona(world, number, 1, "Bradley|Schaefer", "Orange", "1976-02-27").noted(
        "Owes child, spousal and medical support; pays two thirds by card."
    )
    county = BY_NAME["Orange"]
    kids = tuple(
        child(world, number, slot, "Schaefer", "en", age, county) for slot, age in ((2, 15), (3, 12))
    )
    begins_on = world.day(-540).replace(day=1)
    orders = (
        Ordered(55_000, begins_on, frequency="semimonthly"),
        Ordered(40_000, begins_on, "spousal_support"),
        Ordered(8_500, begins_on, "medical_support"),
    )
    habits = (Habit("card", begins_on, every="semimonthly", share=0.35),)
    case = Case(0, county, payee, (Payer(payer, orders, habits),), kids, opened_on=world.day(-700))
    return Family(number, (payee, payer, *kids), (case,))


def closed(world: World, number: int) -> Family:
    """Make a case that was paid in full and closed."""
    payee = persona(world, number, 0, "Patricia|Callahan", "Sacramento", "1971-03-19").noted(
        "Her only case is closed: paid in full."
    )
    payer = persona(world, number, 1, "Gary|Kowalski", "Shasta", "1968-09-01").noted(
        "His only case is closed."
    )
    kid = child(world, number, 2, "Kowalski", "en", 18, BY_NAME["Sacramento"])
    begins_on, closed_on = world.day(-1_500).replace(day=1), world.day(-150)
    orders = (Ordered(45_000, begins_on, ends_on=closed_on),)
    habits = (Habit("bank_transfer", begins_on, closed_on),)
    hearings = (Hearing(world.day(-400), purpose="review", status="held"),)
    case = Case(
        0,
        BY_NAME["Sacramento"],
        payee,
        (Payer(payer, orders, habits),),
        (kid,),
        opened_on=world.day(-1_700),
        closed_on=closed_on,
        hearings=hearings,
    )
    return Family(number, (payee, payer, kid), (case,))


def no_order_yet(world: World, number: int) -> Family:
    """Make a new case: no order, no money, first dates."""
    ana = persona(world, number, 0, "Mariam|Ter-Petrosyan", "Los Angeles", "1998-07-07").noted(
        "New case without an order: no payments, no balances; a genetic test and a hearing ahead."
    )
    narek = persona(world, number, 1, "Narek|Ghazarian", "Los Angeles", "1997-05-25").noted(
        "New case without an order: called to a genetic test and a hearing."
    )
    kid = child(world, number, 2, "Ter-Petrosyan", "en", 0, BY_NAME["Los Angeles"])
    case = Case(
        0,
        BY_NAME["Los Angeles"],
        ana,
        (Payer(narek),),
        (kid,),
        opened_on=world.day(-42),
        hearings=(Hearing(world.day(33), time(13, 30), "parentage"),),
        meetings=(
            Meeting(ana, world.day(-20), time(11, 0), "interview", "video", "held"),
            Meeting(ana, world.day(9), time(8, 30), "genetic_test", minutes=20),
            Meeting(narek, world.day(10), time(8, 30), "genetic_test", minutes=20),
        ),
    )
    return Family(number, (ana, narek, kid), (case,))
