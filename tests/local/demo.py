"""`./dev demo`: the main job in one go. Purchases of a record shop go in over HTTP, a campaign's mails come out.

Everything goes through the public API with the keys of .local/env. A later run repeats the first one exactly: dates are
moved by an anchor that is kept beside the database, and campaigns carry the number of the run in their keys, so that a
run that was interrupted goes on and sends nothing twice.
"""

import re
import time
import urllib.error
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from local import mails, postgres, purchases
from local.api import Api
from local.console import Problem, say
from local.instance import Instance
from local.tests_command import environment

PATIENT_TRIES = 5
BATCH = 500  # the most that POST /v1/events/batch takes
CONNECTIONS = 4
KEYS_LIVE = timedelta(days=30)
LIST, TEMPLATE = "broadcast", "marketing/product-update"
OVER = ("sent", "failed", "canceled", "paused")
POLL_S = 0.2
STANDSTILL_S = 120  # longer than the sweeps take to find work whose message was lost
CONSOLE = Console(highlight=False)


@dataclass(frozen=True)
class Run:
    """One run of the demo and what it knows of the earlier ones."""

    instance: Instance
    api: Api
    last_day: date
    number: int


@dataclass(frozen=True)
class Pass:
    """What one sending of all events led to."""

    stored: int
    known: int
    seconds: float

    @property
    def rate(self) -> float:
        return (self.stored + self.known) / self.seconds


def run(instance: Instance) -> int:
    this = _begin(instance)
    log = purchases.read()
    customers = len({purchase.customer for purchase in log})
    bodies = purchases.events(log, this.last_day, LIST)

    _title(f"1. {len(log):,} purchases of {customers:,} customers go in through POST /v1/events/batch")
    first = send(this.api, bodies, "purchases")
    say(f"  {first.stored:,} stored, {first.known:,} known already, {first.seconds:.1f} s: {first.rate:,.0f} events/s")

    _title("2. All of them again, as an application does that got no answer")
    before = _counts(instance)
    second = send(this.api, bodies, "the same")
    after = _counts(instance)
    say(f"  {second.stored:,} stored, {second.known:,} known already, {second.seconds:.1f} s: {second.rate:,.0f} events/s")
    if second.stored or after != before:
        raise Problem(f"a repetition changed something: {before} before, {after} after. Please report this.")
    say(f"  the database holds what it held: {after[0]:,} purchases, {after[1]:,} contacts")

    someone = next(purchases.address(b["userId"].removeprefix("cdnow-")) for b in bodies if "lists" in b)
    _title(f"3. A campaign to the list {LIST!r}")
    say(f"  those with {purchases.ASKED_AT_PURCHASE} purchases said yes to news ('lists' in that purchase's event); "
        f"{someone} says so again")
    this.api.call("POST", f"/v1/lists/{LIST}/subscribe", {"email": someone})
    one, one_s = campaign(this, 1, "Twelve records for the winter", "We went through the shelves for you.\n\n"
                          "What came out is a list of twelve records that everybody in the shop agrees on, from quiet "
                          "mornings to loud evenings. They are on the table by the door, and on one page.")

    mail = _mail(instance, one["id"], someone)
    _title(f"4. The mail to {someone}")
    _show(mail)

    _title("5. One click on its unsubscribe link, as a mailbox provider sends it (RFC 8058)")
    unsubscribe(mail)

    _title("6. The next campaign")
    two, two_s = campaign(this, 2, "Two of the twelve are sold out already", "You asked for news, so here they are: "
                          "ten are left.\n\nWe keep one of each behind the counter until Saturday.")
    if someone in _recipients(instance, two["id"]):
        raise Problem(f"{someone} unsubscribed and was mailed all the same. Please report this.")
    say(f"  {someone} is not among its {two['totalRecipients']:,} recipients; the first one had {one['totalRecipients']:,}")

    _table(first, second, after, [(one, one_s), (two, two_s)], instance)
    _goodbye(someone)
    instance.save("demo", {"last_day": this.last_day.isoformat(), "finished": this.number})
    return 0


def send(api: Api, bodies: list[dict], title: str) -> Pass:
    """All events, in batches over several connections. Every one is answered for, or the demo stops."""
    batches = [bodies[at:at + BATCH] for at in range(0, len(bodies), BATCH)]
    stored, started = 0, time.monotonic()
    with _progress() as bar, ThreadPoolExecutor(CONNECTIONS) as pool:
        task = bar.add_task(f"  {title}", total=len(bodies))
        for batch, results in zip(batches, pool.map(lambda events: _send(api, events), batches), strict=True):
            stored += sum(result["stored"] for result in results)
            bar.advance(task, len(batch))
    return Pass(stored, len(bodies) - stored, time.monotonic() - started)


def _send(api: Api, events: list[dict]) -> list[dict]:
    """One batch and its results. What was not stored for the moment is sent again, which its keys make exact."""
    results: dict[str, dict] = {}
    for attempt in range(PATIENT_TRIES):
        left = [event for event in events if event["idempotencyKey"] not in results]
        for event, result in zip(left, api.call("POST", "/v1/events/batch", {"events": left})["results"], strict=True):
            if result.get("code") == "unavailable":
                continue
            if "error" in result:
                raise Problem(f"{event['idempotencyKey']} was refused: {result['error']} ({result['code']})\n"
                              "./dev down --forget, then ./dev demo, begins anew")
            results[event["idempotencyKey"]] = result
        if len(results) == len(events):
            return list(results.values())
        time.sleep(0.5 * (attempt + 1))
    raise Problem("the database is too busy to store some of the purchases; ./dev demo goes on from here")


def campaign(this: Run, number: int, headline: str, text: str) -> tuple[dict, float]:
    """Creates a campaign and follows it to its end; answers its last state and the seconds until then."""
    started = time.monotonic()
    made = this.api.call("POST", "/v1/campaigns", {
        "name": f"Demo {this.number}.{number}", "list": LIST, "template": TEMPLATE,
        "props": {"headline": headline, "body": text, "ctaText": "See the list", "ctaUrl": "https://example.com/records"},
        "idempotencyKey": f"demo-{this.last_day}-{this.number}-{number}",
    })
    state, moved_at, done = {}, time.monotonic(), -1
    with _progress() as bar:
        task = bar.add_task("  mails", total=None)
        while (state := this.api.call("GET", f"/v1/campaigns/{made['campaignId']}"))["state"] not in OVER:
            now_done = state["sentCount"] + state["skippedCount"] + state["failedCount"]
            # While the audience is resolved, its size is still growing
            total = state["totalRecipients"] if state["state"] == "sending" else None
            bar.update(task, total=total, completed=now_done, description=f"  {state['state']}")
            if now_done != done:
                done, moved_at = now_done, time.monotonic()
            if time.monotonic() - moved_at > STANDSTILL_S:
                raise Problem(f"the campaign stands still at {state['state']}, {now_done} of {state['totalRecipients']}: "
                              "./dev logs send_campaign and ./dev logs send_email say why")
            time.sleep(POLL_S)
        bar.update(task, total=state["totalRecipients"], completed=state["totalRecipients"], description=f"  {state['state']}")
    seconds = time.monotonic() - started
    if state["state"] != "sent" or not state["sentCount"]:
        why = state["failureReason"] or state["pausedReason"] or state["skipReasons"] or "no reason given"
        raise Problem(f"the campaign is {state['state']} and {state['sentCount']} mails left: {why}\n"
                      "./dev logs send_campaign and ./dev logs send_email may say more")
    say(f"  {state['sentCount']:,} mails in {seconds:.1f} s")
    return state, seconds


def unsubscribe(mail: dict) -> None:
    """What a mailbox provider does when its user presses the button: no page, no cookie, one POST."""
    link = re.fullmatch(r"<(.+)>", _header(mail, "List-Unsubscribe") or "")
    if link is None:
        raise Problem("the mail has no List-Unsubscribe header. Please report this.")
    body = urllib.parse.urlencode({"List-Unsubscribe": "One-Click"}).encode()
    say(f"  POST {link[1]}\n  List-Unsubscribe=One-Click")
    try:
        with urllib.request.urlopen(urllib.request.Request(link[1], data=body), timeout=15) as response:
            say(f"  {response.status} {response.read().decode(errors='replace').strip().splitlines()[0]}")
    except urllib.error.HTTPError as error:
        raise Problem(f"the link answered {error.code}: {error.read().decode(errors='replace')[:300]}\n"
                      "./dev logs post_unsubscribe may say more") from error


def _begin(instance: Instance) -> Run:
    settings, saved = environment(instance), instance.load("demo")
    if saved is None:
        saved = {"last_day": (date.today() - timedelta(days=1)).isoformat(), "finished": 0}
        instance.save("demo", saved)
    last_day = date.fromisoformat(saved["last_day"])
    if date.today() - last_day >= KEYS_LIVE:
        raise Problem("the demo ran first a month ago, and idempotency keys are kept for 30 days: "
                      "./dev down --forget, then ./dev demo, begins anew")
    return Run(instance, Api(settings["SOUNDER_URL"], settings["SOUNDER_INGEST_KEY"]), last_day, saved["finished"] + 1)


def _counts(instance: Instance) -> tuple[int, int]:
    """Purchases and customers as the database counts them."""
    sql = (f"select (select count(*) from user_events where event = '{purchases.EVENT}'), "
           "(select count(*) from contacts where external_id like 'cdnow-%' and deleted_at is null)")
    shown = postgres.psql(instance, ["-At", "-F", " ", "-c", sql], role="sounder_owner", capture_output=True, text=True)
    if shown.returncode != 0:
        raise Problem(f"the database did not answer: {shown.stderr.strip()}")
    events, contacts = shown.stdout.split()
    return int(events), int(contacts)


def _mails_of(instance: Instance, campaign_id: str) -> list[dict]:
    tag = {"Name": "campaign_id", "Value": campaign_id}
    return [mail for mail in mails.read(instance.mailbox) if tag in (mail["request"].get("EmailTags") or [])]


def _recipients(instance: Instance, campaign_id: str) -> list[str]:
    return [to for mail in _mails_of(instance, campaign_id) for to in mail["request"]["Destination"]["ToAddresses"]]


def _mail(instance: Instance, campaign_id: str, to: str) -> dict:
    found = [mail for mail in _mails_of(instance, campaign_id) if to in mail["request"]["Destination"]["ToAddresses"]]
    if len(found) != 1:
        raise Problem(f"{len(found)} mails to {to} lie in the mailbox instead of one. Please report this.")
    return found[0]


def _header(mail: dict, name: str) -> str | None:
    headers = mail["request"]["Content"]["Simple"].get("Headers") or []
    return next((header["Value"] for header in headers if header["Name"] == name), None)


def _show(mail: dict) -> None:
    simple = mail["request"]["Content"]["Simple"]
    say(f"  Subject: {simple['Subject']['Data']}\n")
    say("".join(f"  | {line}\n" for line in simple["Body"]["Text"]["Data"].rstrip().splitlines()))
    say("  ./dev mails lists the others; ./dev mails <number> shows one and writes its HTML part for a browser")


def _title(text: str) -> None:
    CONSOLE.print(f"\n[bold]{text}[/bold]", soft_wrap=True)


def _progress() -> Progress:
    return Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
                    console=CONSOLE, disable=not CONSOLE.is_terminal)


def _table(first: Pass, second: Pass, counts: tuple[int, int], sent: list[tuple[dict, float]], instance: Instance) -> None:
    table = Table(title="What happened", title_justify="left", title_style="bold")
    for name in ("", "number", "seconds", "per second"):
        table.add_column(name, justify="right" if name else "left")
    for title, done in (("events sent", first), ("the same events again", second)):
        table.add_row(title, f"{done.stored + done.known:,}", f"{done.seconds:.1f}", f"{done.rate:,.0f}")
    table.add_row("purchases in the database", f"{counts[0]:,}", "", "")
    table.add_row("contacts in the database", f"{counts[1]:,}", "", "")
    for state, seconds in sent:
        arrived = len(_mails_of(instance, state["id"]))
        table.add_row(f"mails of {state['name']}, in the mailbox", f"{arrived:,}", f"{seconds:.1f}", f"{arrived / seconds:,.0f}")
    CONSOLE.print()
    CONSOLE.print(table)


def _goodbye(someone: str) -> None:
    _title("Three things to try next")
    say(f"""  1. Read more mail: ./dev mails {someone}
  2. Change the wording in content/templates/{TEMPLATE}/body.txt.j2 and run ./dev demo again: the next campaign
     has it, and nothing was compiled.
  3. Send an event of your own (docs/api.md has every route):
     . .local/env; curl -X POST "$SOUNDER_URL/v1/events" -H "Authorization: Bearer $SOUNDER_INGEST_KEY" \\
       -H 'Content-Type: application/json' -d '{{"name": "signed_up", "email": "you@example.com"}}'
     ./dev psql -c "select event, occurred_at, properties from user_events order by received_at desc limit 5" """.rstrip())
