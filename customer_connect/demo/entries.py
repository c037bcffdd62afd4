"""Rows of money: receipts, disbursements, expected payments and balances of one payer in one case."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache

from customer_connect.demo.business_days import business_days_after
from customer_connect.demo.cases import Case, Payer
from customer_connect.demo.ledgers import Entry, Ledger
from customer_connect.demo.tables import BalanceRow, DisbursementRow, ExpectedPaymentRow, ReceiptRow, Row
from customer_connect.demo.worlds import World

_SLOT = 8
_PAYERS_BLOCK = 20_000
_STATE = "State of California"
_DAYS_UNTIL_PAID = {"direct_deposit": 2, "payment_card": 3, "check": 9}
_REISSUED_AFTER = 12


@lru_cache(maxsize=1_024)
def dollars(cents: int) -> Decimal:
    """Return cents as dollars with two places."""
    return Decimal(cents).scaleb(-2)


class Books:
    """Writes the rows of one payer's ledger. `first` is the first number of the case's block."""

    def __init__(self, world: World, family: int, case: Case, case_id: int, first: int, place: int) -> None:
        self.case = case
        self.case_id = case_id
        self.payer: Payer = case.payers[place]
        self.first = first + place * _PAYERS_BLOCK
        self.today = world.as_of.toordinal()
        self.dice = world.dice("payout", family, case.position, place)
        self.ledger = Ledger(self.payer, world.dice("money", family, case.position, place), until=self.today)
        # Interest follows the larger debt.
        self.interest_owed_to = "state" if self.payer.state_arrears > self.payer.arrears else "family"
        payout = case.payout
        self.held_since = payout.held_since.toordinal()
        self.third_party_days = range(
            payout.third_party_from.toordinal(), payout.third_party_until.toordinal() + 1
        )

    def rows(self) -> Iterator[Row]:
        """Yield the rows of money, in order of time; balances last."""
        for entry in self.ledger.entries():
            yield from self._receipt(entry)
            if entry.kind == "payment":
                yield from self._payouts(entry)
        if self.case.closed_on is None:
            for day, slot, cents in self.ledger.upcoming:
                if day not in self.third_party_days:
                    yield self._expected(slot, business_days_after(day, 2), cents, "scheduled")
        if self.payer.orders or self.payer.arrears:
            yield from self._balances()

    def _receipt(self, entry: Entry) -> Iterator[ReceiptRow]:
        has_bounced = 0 < entry.bounced_on <= self.today
        status = "returned" if has_bounced else "held" if entry.held_until > self.today else "posted"
        receipt_id = self.first + entry.slot * _SLOT
        arrears = entry.family_arrears + entry.state_arrears
        yield ReceiptRow(
            receipt_id,
            self.case_id,
            self.payer.person.number,
            date.fromordinal(entry.day),
            dollars(entry.cents),
            entry.kind,
            status,
            entry.source,
            dollars(entry.current),
            dollars(arrears),
            dollars(entry.interest),
            dollars(entry.other),
            None,
        )
        if has_bounced:
            yield ReceiptRow(
                receipt_id + 1,
                self.case_id,
                self.payer.person.number,
                date.fromordinal(entry.bounced_on),
                dollars(-entry.cents),
                "reversal",
                "posted",
                entry.source,
                dollars(-entry.current),
                dollars(-arrears),
                dollars(-entry.interest),
                dollars(-entry.other),
                receipt_id,
            )

    def _payouts(self, entry: Entry) -> Iterator[Row]:
        to_family = entry.current + entry.family_arrears
        to_state = entry.state_arrears + entry.other
        if self.interest_owed_to == "state":
            to_state += entry.interest
        else:
            to_family += entry.interest
        day = business_days_after(max(entry.day, entry.held_until), 1 + self.dice.happens(0.5))
        if entry.held_until > self.today:
            if to_family and day not in self.third_party_days:
                yield self._expected(entry.slot, day, to_family, "on_hold")
            return
        if day > self.today:
            if to_family and day not in self.third_party_days:
                yield self._expected(entry.slot, day, to_family, "in_process")
            return
        if to_family:
            yield from self._to_family(entry, day, to_family)
        if to_state:
            yield from self._sent(entry, 2, day, to_state, third_party=_STATE, method="direct_deposit")

    def _to_family(self, entry: Entry, day: int, cents: int) -> Iterator[DisbursementRow]:
        payout = self.case.payout
        if day in self.third_party_days:
            yield from self._sent(entry, 0, day, cents, third_party=payout.third_party, method="check")
        elif entry.is_payout_returned:
            yield from self._sent_again(entry, day, cents)
        else:
            yield from self._sent(entry, 0, day, cents, third_party=None, method=payout.method)

    def _sent(
        self, entry: Entry, place: int, day: int, cents: int, *, third_party: str | None, method: str
    ) -> Iterator[DisbursementRow]:
        sent = self._disbursement(entry, place, day, cents, third_party, method)
        yield sent
        if 0 < entry.bounced_on <= self.today:
            taken_back = business_days_after(entry.bounced_on, 1)
            if taken_back <= self.today:
                yield sent._replace(
                    disbursement_id=sent.disbursement_id + 1,
                    posted_on=date.fromordinal(taken_back),
                    amount=-sent.amount,
                    kind="reversal",
                    status="paid",
                    reverses_id=sent.disbursement_id,
                )

    def _sent_again(self, entry: Entry, day: int, cents: int) -> Iterator[DisbursementRow]:
        sent = self._disbursement(entry, 0, day, cents, None, "check")
        back = business_days_after(day, _REISSUED_AFTER)
        if back > self.today:
            yield sent
            return
        yield sent._replace(status="returned")
        yield sent._replace(
            disbursement_id=sent.disbursement_id + 1,
            posted_on=date.fromordinal(back),
            amount=-sent.amount,
            kind="reversal",
            status="paid",
            reverses_id=sent.disbursement_id,
        )
        yield self._disbursement(entry, 4, back, cents, None, self.case.payout.method)

    def _disbursement(
        self, entry: Entry, place: int, day: int, cents: int, third_party: str | None, method: str
    ) -> DisbursementRow:
        if third_party is None and day >= self.held_since:
            status = "held"
        else:
            status = "paid" if self.today - day >= _DAYS_UNTIL_PAID[method] else "issued"
        slot = self.first + entry.slot * _SLOT
        return DisbursementRow(
            slot + place,
            self.case_id,
            None if third_party else self.case.custodial.number,
            third_party,
            slot,
            date.fromordinal(day),
            dollars(cents),
            "payment",
            status,
            method,
            None,
        )

    def _expected(self, slot: int, day: int, cents: int, status: str) -> ExpectedPaymentRow:
        return ExpectedPaymentRow(
            self.first + slot * _SLOT,
            self.case_id,
            self.case.custodial.number,
            date.fromordinal(day),
            dollars(cents),
            status,
            self.case.payout.method,
        )

    def _balances(self) -> Iterator[BalanceRow]:
        ledger = self.ledger
        child, spousal, medical = ledger.arrears
        always = (
            ("current_support", "family", max(ledger.current, 0)),
            ("child_arrears", "family", child),
            ("interest", self.interest_owed_to, ledger.interest),
        )
        sometimes = (
            ("child_arrears", "state", ledger.state_arrears, self.payer.state_arrears),
            ("spousal_arrears", "family", spousal, self._has("spousal_support")),
            ("medical_arrears", "family", medical, self._has("medical_support")),
            ("fees", "state", ledger.fees, self.payer.fees),
        )
        as_of = date.fromordinal(ledger.changed_on or self.case.opened_on.toordinal())
        for kind, owed_to, cents in (*always, *(part[:3] for part in sometimes if part[3])):
            yield BalanceRow(self.case_id, self.payer.person.number, kind, owed_to, dollars(cents), as_of)

    def _has(self, obligation: str) -> bool:
        return any(order.obligation == obligation for order in self.payer.orders)
