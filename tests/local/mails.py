"""`./dev mails`: reads the local mailbox."""

import argparse
import json
from pathlib import Path

from local.console import Problem, say
from local.instance import DEV

SHOWN_IN_LIST = 30


def run(arguments: argparse.Namespace) -> int:
    mails = read(DEV.mailbox)
    if not mails:
        say("the mailbox is empty; ./dev demo fills it")
    elif arguments.which is None:
        _list(mails)
    else:
        _show(*find(mails, arguments.which))
    return 0


def read(path: Path) -> list[dict]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.endswith("\n")]


def find(mails: list[dict], which: str) -> tuple[int, dict]:
    """A mail by its number in the list, its message id, or the newest one to an address that contains the text."""
    if which.isdigit() and 1 <= int(which) <= len(mails):
        return int(which), mails[int(which) - 1]
    for number, mail in reversed(list(enumerate(mails, 1))):
        if which == mail["messageId"] or which.lower() in _recipient(mail).lower():
            return number, mail
    raise Problem(f"no mail {which!r} among {len(mails)}: give a number, a message id, or part of an address")


def _list(mails: list[dict]) -> None:
    first = max(0, len(mails) - SHOWN_IN_LIST)
    for number, mail in list(enumerate(mails, 1))[first:]:
        say(f"{number:>6}  {mail['at'][:19]}  {_recipient(mail):<34.34}  {_simple(mail)['Subject']['Data']}")
    if first:
        say(f"({first} older ones are not shown)")
    say(f"\n{len(mails)} mails in {DEV.mailbox}; ./dev mails <number> shows one")


def _show(number: int, mail: dict) -> None:
    request, simple = mail["request"], _simple(mail)
    say(f"Mail {number}, {mail['at']}, message id {mail['messageId']}\n")
    say(f"From: {request.get('FromEmailAddress', '')}\nTo: {_recipient(mail)}\nSubject: {simple['Subject']['Data']}")
    for header in simple.get("Headers") or []:
        say(f"{header['Name']}: {header['Value']}")
    body = simple["Body"]
    say("\n" + body.get("Text", {}).get("Data", "(no text part)"))
    if html := body.get("Html", {}).get("Data"):
        page = DEV.folder / "mail.html"
        page.write_text(html, encoding="utf-8")
        say(f"\nThe HTML part is in {page}")


def _recipient(mail: dict) -> str:
    return ", ".join(mail["request"].get("Destination", {}).get("ToAddresses") or [])


def _simple(mail: dict) -> dict:
    return mail["request"].get("Content", {}).get("Simple") or {"Subject": {"Data": "(raw)"}, "Body": {}}
