"""Publishes a configuration set's events to SNS, which the emulator stores and never does.

The recipient decides what happens, as with SES' mailbox simulator: bounce@, complaint@, … at simulator.amazonses.com; any
other address is delivered.
"""

import json
from datetime import datetime, timezone
from email.utils import parseaddr

from ministack.core.responses import get_account_id
from ministack.services import ses, ses_v2, sns

from local.hooks.mailbox import wrap_send
from local.hooks.require import require

SIMULATOR = "simulator.amazonses.com"
DELIVERED = (("Delivery", None),)


def install() -> None:
    for module, name in ((ses_v2, "_config_sets"), (ses, "_SIMULATOR_OUTCOMES"), (ses, "_notification_detail"),
                         (sns, "publish_internal")):
        require(module, name)
    wrap_send(publish)


def publish(request: dict, message_id: str) -> None:
    topics = destinations(request.get("ConfigurationSetName"))
    if not topics:
        return
    now = datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    recipients = [parseaddr(a)[1] for kind in ("ToAddresses", "CcAddresses", "BccAddresses")
                  for a in request.get("Destination", {}).get(kind) or []]
    mail = {
        "timestamp": now, "source": request.get("FromEmailAddress", ""), "sendingAccountId": get_account_id(),
        "messageId": message_id, "destination": recipients,
        "tags": {t["Name"]: [t["Value"]] for t in request.get("EmailTags") or []}
        | {"ses:configuration-set": [request["ConfigurationSetName"]]},
    }
    _emit(topics, "Send", mail, {})
    for recipient in recipients:
        for kind, subtype in outcomes(recipient):
            _emit(topics, kind, mail, ses._notification_detail(kind, recipient, now, subtype)[kind.lower()])


def destinations(configuration_set: str | None) -> list[tuple[str, list[str]]]:
    """Topics of the set's enabled event destinations, with the types of events each wants."""
    stored = (ses_v2._config_sets.get(configuration_set) or {}).get("EventDestinations") or {}
    return [(d["SnsDestination"]["TopicArn"], d.get("MatchingEventTypes", []))
            for d in stored.values() if d.get("Enabled") and d.get("SnsDestination")]


def outcomes(recipient: str) -> tuple:
    local, _, domain = recipient.partition("@")
    if domain != SIMULATOR:
        return DELIVERED
    return ses._SIMULATOR_OUTCOMES.get(local.split("+")[0].lower(), DELIVERED)


def _emit(topics: list[tuple[str, list[str]]], kind: str, mail: dict, detail: dict) -> None:
    message = json.dumps({"eventType": kind, "mail": mail, kind.lower(): detail})
    for topic, wanted in topics:
        if kind.upper() in wanted:
            sns.publish_internal(topic, message, "Amazon SES Email Event Notification")
