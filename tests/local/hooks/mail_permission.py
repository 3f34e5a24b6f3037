"""Checks the permission to send mail as SES does.

The emulator asks for ses:SendEmail on no resource in particular and does not know the condition key ses:FromAddress, so
with AUTH=true our narrow permission would refuse every mail. SES asks for it on the sender's identity, and on the
configuration set when the request names one.
"""

import json
from contextvars import ContextVar
from dataclasses import dataclass
from email.utils import parseaddr
from typing import Any

from ministack import app
from ministack.core import iam_actions, iam_evaluator

from local.hooks.require import require


@dataclass(frozen=True)
class Sending:
    """What a SendEmail request is checked for."""

    sender: str
    resource: str


_sending: ContextVar[Sending | None] = ContextVar("sending", default=None)


def install() -> None:
    enforce = require(app, "_enforce_ses_v2")
    resolve = require(iam_evaluator, "_resolve_condition_key")
    resource_arn = require(iam_actions, "extract_resource_arn")

    def enforce_each(method: str, path: str, headers: dict, body: bytes, *rest: Any) -> Any:
        if method != "POST" or not path.rstrip("/").endswith("/outbound-emails"):
            return enforce(method, path, headers, body, *rest)
        for sending in permissions(body):
            token = _sending.set(sending)
            try:
                if denied := enforce(method, path, headers, body, *rest):
                    return denied
            finally:
                _sending.reset(token)
        return None

    def resolve_condition_key(key: str, context: Any) -> Any:
        sending = _sending.get()
        return sending.sender if sending and key.lower() == "ses:fromaddress" else resolve(key, context)

    def extract_resource_arn(service: str, method: str, path: str, headers: dict, body: bytes, query: dict, region: str,
                             account: str) -> str:
        sending = _sending.get()
        if service == "ses" and sending:
            return f"arn:aws:ses:{region}:{account}:{sending.resource}"
        return resource_arn(service, method, path, headers, body, query, region, account)

    app._enforce_ses_v2 = enforce_each
    iam_evaluator._resolve_condition_key = resolve_condition_key
    iam_actions.extract_resource_arn = extract_resource_arn


def permissions(body: bytes) -> list[Sending]:
    """One entry per resource that the sender must be allowed to use."""
    request = json.loads(body)
    sender = parseaddr(request.get("FromEmailAddress") or "")[1]
    resources = [f"identity/{sender.rpartition('@')[2]}"]
    if name := request.get("ConfigurationSetName"):
        resources.append(f"configuration-set/{name}")
    return [Sending(sender, resource) for resource in resources]
