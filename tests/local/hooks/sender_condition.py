"""Gives IAM the condition key ses:FromAddress.

Our permission to send is bound to the allowed senders. The emulator checks conditions but does not know this key, so
every mail would be refused with AUTH=true, and a wrong sender could not be told from a right one.
"""

import json
from contextvars import ContextVar
from email.utils import parseaddr
from typing import Any

from ministack import app
from ministack.core import iam_evaluator

from local.hooks.require import require

_sender: ContextVar[str | None] = ContextVar("sender", default=None)


def install() -> None:
    enforce, resolve = require(app, "_enforce_ses_v2"), require(iam_evaluator, "_resolve_condition_key")

    def enforce_with_sender(method: str, path: str, headers: dict, body: bytes, *rest: Any) -> Any:
        token = _sender.set(sender_of(body))
        try:
            return enforce(method, path, headers, body, *rest)
        finally:
            _sender.reset(token)

    def resolve_condition_key(key: str, context: Any) -> Any:
        return _sender.get() if key.lower() == "ses:fromaddress" else resolve(key, context)

    app._enforce_ses_v2 = enforce_with_sender
    iam_evaluator._resolve_condition_key = resolve_condition_key


def sender_of(body: bytes) -> str | None:
    """The bare address of a SendEmail request, without its display name."""
    try:
        return parseaddr(json.loads(body)["FromEmailAddress"])[1]
    except (ValueError, KeyError, TypeError):
        return None
