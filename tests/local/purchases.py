"""The CDNOW purchase log as events. Where it comes from: tests/data/README.md."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

from local.instance import REPOSITORY

LOG = REPOSITORY / "tests" / "data" / "cdnow_sample.txt"
EVENT = "purchase"
# Who buys a third time is asked whether they want news, and says yes
ASKED_AT_PURCHASE = 3


@dataclass(frozen=True)
class Purchase:
    line: int
    customer: str
    day: date
    discs: int
    amount: Decimal


def read(path: Path = LOG) -> list[Purchase]:
    purchases = []
    for number, line in enumerate(path.read_text(encoding="ascii").splitlines(), 1):
        _, customer, day, discs, amount = line.split()
        purchases.append(Purchase(number, customer, datetime.strptime(day, "%Y%m%d").date(), int(discs), Decimal(amount)))
    return purchases


def address(customer: str) -> str:
    return f"customer-{customer}@example.com"


def events(purchases: list[Purchase], last_day: date, opt_in: str) -> list[dict]:
    """The purchases as bodies of `POST /v1/events`, moved so that the last of them falls on `last_day`.

    Equal arguments give equal bodies: an idempotency key that comes back with another body is refused.
    """
    shift = last_day - max(purchase.day for purchase in purchases)
    count: Counter[str] = Counter()
    spent: Counter[str] = Counter()
    bodies = []
    for purchase in purchases:
        customer = purchase.customer
        count[customer] += 1
        spent[customer] += purchase.amount
        # The log knows days only; the seconds keep a customer's purchases of one day in their order
        at = datetime.combine(purchase.day + shift, datetime.min.time(), timezone.utc) + timedelta(hours=12, seconds=count[customer])
        body = {
            "name": EVENT,
            "userId": f"cdnow-{customer}",
            "email": address(customer),
            "timestamp": at.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "idempotencyKey": f"cdnow-line-{purchase.line}",
            "eventProperties": {"discs": purchase.discs, "amount": float(purchase.amount), "currency": "USD"},
            "contactProperties": {"purchases": count[customer], "spent": float(spent[customer])},
        }
        if count[customer] == ASKED_AT_PURCHASE:
            body["lists"] = {opt_in: True}
        bodies.append(body)
    return bodies
