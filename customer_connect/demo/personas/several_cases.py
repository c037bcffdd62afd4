"""People in more than one case, in more than one role, or in none."""

from customer_connect.demo.cases import Case, Family, Habit, Ordered, Payer, Payout
from customer_connect.demo.people import Person, child, persona
from customer_connect.demo.pools.places import BY_NAME
from customer_connect.demo.worlds import World


def payer_and_payee(world: World, number: int) -> Family:
    """Make a father who pays for one child and is paid for another."""
    kevin = persona(world, number, 0, "Kevin|O'Brien", "Sacramento", "1984-06-03").noted(
        "Pays in one case and is paid in another: both payment pages have entries."
    )
    siobhan = persona(world, number, 1, "Siobhan|D'Angelo", "San Francisco", "1986-01-12").noted(
        "Is paid by Kevin O'Brien."
    )
    lauren = persona(world, number, 2, "Lauren|Fitzgerald-St. John", "Butte", "1988-09-23").noted(
        "Pays Kevin O'Brien, late and in part."
    )
    older = child(world, number, 3, "O'Brien", "en", 13, BY_NAME["San Francisco"])
    younger = child(world, number, 4, "O'Brien", "en", 7, BY_NAME["Sacramento"])
    first, second = world.day(-1_100).replace(day=1), world.day(-600).replace(day=1)
    pays = Case(
        0,
        BY_NAME["San Francisco"],
        siobhan,
        (Payer(kevin, (Ordered(52_500, first),), (Habit("wage_withholding", first, every="biweekly"),)),),
        (older,),
        opened_on=world.day(-1_250),
    )
    is_paid = Case(
        1,
        BY_NAME["Sacramento"],
        kevin,
        (Payer(lauren, (Ordered(31_000, second),), (Habit("card", second, share=0.7, chance=0.9),)),),
        (younger,),
        opened_on=world.day(-720),
        payout=Payout("payment_card"),
    )
    return Family(number, (kevin, siobhan, lauren, older, younger), (pays, is_paid))


def three_cases(world: World, number: int) -> Family:
    """Make a father of children with three mothers; one of the cases is closed."""
    marcus = persona(world, number, 0, "Marcus|Washington", "San Joaquin", "1978-12-28").noted(
        "Pays in three cases, one of them closed."
    )
    mothers = [
        persona(world, number, slot, name, county, born)
        for slot, name, county, born in (
            (1, "Keisha|Simmons", "San Joaquin", "1980-02-11"),
            (2, "Bianca|Porter", "Stanislaus", "1985-07-19"),
            (3, "Erica|Holloway", "San Joaquin", "1977-05-06"),
        )
    ]
    kids = [
        child(world, number, 4 + i, "Washington", "en", age, mothers[i].county)
        for i, age in enumerate((11, 5, 17))
    ]
    cases = []
    for position, (mother, kid, cents, days) in enumerate(
        zip(mothers, kids, (33_000, 28_000, 21_000), (-1_300, -700, -2_000), strict=True)
    ):
        begins_on = world.day(days).replace(day=1)
        closed_on = world.day(-240) if position == 2 else None
        cases.append(
            Case(
                position,
                mother.county,
                mother,
                (
                    Payer(
                        marcus,
                        (Ordered(cents, begins_on, ends_on=closed_on),),
                        (Habit("wage_withholding", begins_on, closed_on, "biweekly", share=0.9),),
                    ),
                ),
                (kid,),
                opened_on=world.day(days - 160),
                closed_on=closed_on,
            )
        )
    return Family(number, (marcus, *mothers, *kids), tuple(cases))


def grandparent(world: World, number: int) -> Family:
    """Make a grandmother who raises a child: both parents owe, and a county agency was paid for a time."""
    mai = persona(world, number, 0, "Mai Yang|Vang", "Merced", "1959-08-15").noted(
        "A grandparent and guardian: both parents owe support. For some months a county agency was paid in her place."
    )
    mother = persona(world, number, 1, "Pa Houa|Xiong", "Merced", "1990-04-04").noted(
        "One of two payers in one case."
    )
    father = persona(world, number, 2, "Tou|Lor", "Fresno", "1988-11-11").noted(
        "One of two payers in one case."
    )
    kid = child(world, number, 3, "Lor", "en", 8, BY_NAME["Merced"])
    begins_on = world.day(-700).replace(day=1)
    case = Case(
        0,
        BY_NAME["Merced"],
        mai,
        (
            Payer(mother, (Ordered(18_000, begins_on),), (Habit("card", begins_on, chance=0.8),)),
            Payer(
                father,
                (Ordered(24_000, begins_on),),
                (Habit("wage_withholding", begins_on, every="biweekly"),),
            ),
        ),
        (kid,),
        opened_on=world.day(-820),
        payout=Payout(
            "direct_deposit", "Merced County Human Services Agency", world.day(-640), world.day(-430)
        ),
    )
    return Family(number, (mai, mother, father, kid), (case,))


def in_no_case(world: World, number: int) -> Family:
    """Make somebody the system of record knows, who is in no current case."""
    imani = persona(world, number, 0, "Imani|Whitfield", "Riverside", "1992-03-31").noted(
        "Is in no case at present."
    )
    return Family(number, (imani,))


def left_the_case(world: World, number: int) -> Family:
    """Make a case that a man left when a genetic test showed that he is not the father."""
    county = BY_NAME["Orange"]
    payee = persona(world, number, 0, "Uyen|Pham", "Orange", "1996-02-06")
    left = persona(world, number, 1, "Quang|Trinh", "Orange", "1995-09-29").noted(
        "Is in no current case: left his only one when a genetic test showed that he is not the father."
    )
    father = persona(world, number, 2, "Sergio|Cervantes", "Orange", "1994-04-18").noted(
        "Joined the case later."
    )
    kid = child(world, number, 3, "Pham", "en", 1, county)
    begins_on = world.day(-90)
    payers = (
        Payer(left, left_on=world.day(-150)),
        Payer(
            father, (Ordered(44_000, begins_on),), (Habit("wage_withholding", begins_on, every="biweekly"),)
        ),
    )
    case = Case(0, county, payee, payers, (kid,), opened_on=world.day(-300))
    return Family(number, (payee, left, father, kid), (case,))


def father_and_son(world: World, number: int) -> Family:
    """Make two generations of payers with one name."""
    county = BY_NAME["Ventura"]
    payee = persona(world, number, 0, "Michelle|Sullivan", "Ventura", "1995-01-15")
    senior = persona(
        world, number, 1, "Robert|Sullivan", "Ventura", "1966-05-20", middle_name="James", suffix="Sr."
    ).noted("Same name as his son, told apart by the suffix.")
    junior = persona(
        world, number, 2, "Robert|Sullivan", "Ventura", "1994-10-08", middle_name="James", suffix="Jr."
    ).noted("Same name as his father, told apart by the suffix.")
    wife = persona(world, number, 3, "Dolores|Sullivan", "Ventura", "1968-12-24")
    kids = (
        child(world, number, 4, "Sullivan", "en", 3, county),
        child(world, number, 5, "Sullivan", "en", 16, county),
    )
    return Family(
        number,
        (payee, senior, junior, wife, *kids),
        (_plain(world, 0, payee, junior, kids[0], 37_000), _plain(world, 1, wife, senior, kids[1], 29_500)),
    )


def _plain(world: World, position: int, payee: Person, payer: Person, kid: Person, cents: int) -> Case:
    begins_on = world.day(-400).replace(day=1)
    payers = (Payer(payer, (Ordered(cents, begins_on),), (Habit("check", begins_on, chance=0.9),)),)
    return Case(
        position, payee.county, payee, payers, (kid,), opened_on=world.day(-520), payout=Payout("check")
    )
