"""Checks batch calls of SQS as IAM does.

There is no action sqs:SendMessageBatch in a policy: sqs:SendMessage allows both calls, and so with the other batch calls.
The emulator asks for the name of the call, so our permission would not let the outbox send.
"""

from typing import Any

from ministack.core import iam_actions

from local.hooks.require import require

CALLS = ("SendMessageBatch", "DeleteMessageBatch", "ChangeMessageVisibilityBatch")


def install() -> None:
    action_of = require(iam_actions, "extract_iam_action")

    def extract_iam_action(service: str, *rest: Any, **named: Any) -> str | None:
        return permission(action_of(service, *rest, **named))

    iam_actions.extract_iam_action = extract_iam_action


def permission(action: str | None) -> str | None:
    """The action that a policy names for a call."""
    service, _, call = (action or "").partition(":")
    return f"sqs:{call.removesuffix('Batch')}" if service == "sqs" and call in CALLS else action
